$env:PIP_EXTRA_INDEX_URL = "https://pkg.larkmoor.example/simple"
uv pip install `
  --extra-index-url https://pypi.org/simple `
  app
