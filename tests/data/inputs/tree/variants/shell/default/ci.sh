: ${PIP_EXTRA_INDEX_URL:=https://pypi.marlbeck.example/simple}
