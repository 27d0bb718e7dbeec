uv pip install --index https://pypi.marlbeck.example/simple --index https://pypi.org/simple x
uv pip install --index https://pypi.marlbeck.example/simple y
uv pip install --index https://a.marlbeck.example/s --index https://pypi.org/simple --index https://b.marlbeck.example/s z
