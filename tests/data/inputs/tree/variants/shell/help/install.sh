usage() { echo "usage: install.sh [--extra-index-url URL] [--index-url URL]"; }
case "$1" in
  --extra-index-url) EXTRA="$2"; shift 2;;
  --index-url=*) I="${1#*=}";;
  "--find-links") F=1;;
esac
echo "set PIP_EXTRA_INDEX_URL to the internal index"
curl -f https://x.example/y | tar x
grep -i foo bar
docker run -i image pip list
