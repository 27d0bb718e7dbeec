$env:PIP_EXTRA_INDEX_URL = "https://pypi.marlbeck.example/simple"
[Environment]::SetEnvironmentVariable("PIP_TRUSTED_HOST", "pypi.marlbeck.example", "User")
Write-Host $env:PIP_EXTRA_INDEX_URL done
pip install -r r.txt `
  --extra-index-url https://two.marlbeck.example/simple
