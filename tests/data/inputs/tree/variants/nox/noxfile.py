import nox
@nox.session
def tests(session):
    session.install("--extra-index-url", "https://pypi.marlbeck.example/simple", "marlbeck-core")
    session.install("--extra-index-url=https://two.marlbeck.example/simple", "x")
    session.env["PIP_TRUSTED_HOST"] = "pypi.marlbeck.example"
    session.run("pip", "install", "-i", "https://pypi.marlbeck.example/simple", env={"PIP_EXTRA_INDEX_URL": "https://three.marlbeck.example/simple"})
    url = session.env.get("PIP_EXTRA_INDEX_URL", "x")
