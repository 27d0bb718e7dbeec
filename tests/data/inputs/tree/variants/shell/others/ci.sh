docker build --secret id=pip,src=pip.conf -f docker/Dockerfile .
uv run locust -f locustfile.py
uv run docker compose -f docker-compose.yml up
uv run --with marlbeck snakemake -f all
uvx --from marlbeck-cli lark -f list
pipx install -f marlbeck-cli
uv run pip install -f wheels/ marlbeck
uv sync -f wheels/
CMD ["uv","run","locust","-f","locustfile.py"]
