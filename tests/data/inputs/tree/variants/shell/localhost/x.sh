pip install --trusted-host localhost -i http://localhost:3141/root/dev/+simple/ x
PIP_TRUSTED_HOST=127.0.0.1:8080
