uv pip install --extra-index-url https://pypi.marlbeck.example/simple x
uv pip install --index-url https://pypi.marlbeck.example/simple --extra-index-url https://pypi.org/simple x
uv add --index internal=https://pypi.marlbeck.example/simple marlbeck-core
uv sync --default-index https://pypi.marlbeck.example/simple
uv sync --index https://pypi.org/simple --default-index https://pypi.marlbeck.example/simple
uvx --index-strategy unsafe-best-match --from marlbeck-cli lark
uv publish --index internal dist/*
uv tool install marlbeck-cli --index-strategy=unsafe-first-match
uv run --with marlbeck -f wheels/ x.py
uv pip install --trusted-host pypi.marlbeck.example x
