set PIP_EXTRA_INDEX_URL=https://pypi.marlbeck.example/simple
setx UV_INDEX_STRATEGY unsafe-best-match
set "PIP_TRUSTED_HOST=pypi.marlbeck.example"
echo %PIP_EXTRA_INDEX_URL% done
