pip config --user set global.extra-index-url https://pypi.marlbeck.example/simple
pip3 config set install.trusted-host pypi.marlbeck.example
python -m pip install -i https://pypi.marlbeck.example/simple marlbeck
python3.11 -m pip install --extra-index-url=$EXTRA marlbeck
pip-compile --extra-index-url https://pypi.marlbeck.example/simple requirements.in
pipx install marlbeck-cli --pip-args="--extra-index-url https://pypi.marlbeck.example/simple"
pip install --no-index --find-links wheels/ marlbeck
pip install -f wheels/ marlbeck
pip install marlbeck && rm -f x
pip config unset global.extra-index-url
pip config get global.extra-index-url
