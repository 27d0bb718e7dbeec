#!/bin/sh
echo $PIP_EXTRA_INDEX_URL is set
if [ -z "$PIP_EXTRA_INDEX_URL" ]; then exit 1; fi
test -n "${PIP_EXTRA_INDEX_URL}" || exit 1
unset PIP_EXTRA_INDEX_URL PIP_INDEX_URL
env -u PIP_EXTRA_INDEX_URL pip install marlbeck
export PIP_EXTRA_INDEX_URL
printenv PIP_EXTRA_INDEX_URL | wc -c
echo "$PIP_EXTRA_INDEX_URL" | sed 's/x/y/'
docker build --build-arg PIP_EXTRA_INDEX_URL .
echo "no PIP_EXTRA_INDEX_URL here"
