#!/bin/sh
export PIP_INDEX_URL=http://pkg.larkmoor.example/simple
pip config set global.extra-index-url https://pkg.larkmoor.example/simple
