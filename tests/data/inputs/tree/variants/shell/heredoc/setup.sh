cat <<EOF > ~/.config/pip/pip.conf
[global]
index-url=https://pypi.org/simple
extra-index-url=https://pypi.marlbeck.example/simple
EOF
cat > uv.toml <<'E2'
[[index]]
url = "https://pypi.org/simple"
E2
