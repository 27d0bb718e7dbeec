"""What tests/checks/audit and tests/checks/ledger share: an invented company, its indexes, its audits."""
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile

nameward = os.path.realpath(sys.argv[1])
root = os.path.realpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../.."))
maker = random.Random(20261124)
counts = {True: 0, False: 0}
work = tempfile.mkdtemp()
os.chdir(work)
os.environ["NAMEWARD_CACHE"] = f"{work}/cache"
os.environ["USER"] = "anna"
os.environ.pop("CI", None)


def check(what, good, shown=""):
    counts[bool(good)] += 1
    if not good:
        print(f"not ok {what}: {str(shown)[:600]}")


def run(*words, **options):
    return subprocess.run([nameward, *map(str, words)], capture_output=True, text=True, **options)


def end():
    os.chdir("/")
    shutil.rmtree(work, ignore_errors=True)
    print(f"{counts[True]} passed, {counts[False]} failed")
    sys.exit(counts[False] > 0)


policy = json.load(open(f"{root}/policy/example/policy.json", encoding="utf-8"))
policy["corpora"] = []
json.dump(policy, open("policy.json", "w"))
names = ["requests", "numpy", "flask", "django", "quillhaven-openapi", "quillhaven", *(f"bramblewick-{n}" for n in range(300))]
internal = ["quillhaven-vault", "quillhaven-billing", "claimspine", "kestrelmq"]


def write(path, text):
    with open(path, "w", encoding="utf-8") as out:
        out.write(text)
    return path


def index(path, day, more=(), without=()):
    listed = sorted((set(names) | set(more)) - set(without))
    done = run("index", "import", "--quiet", write(f"{path}.txt", "\n".join(listed) + "\n"), "--day", day, "--out", path)
    assert done.returncode == 0, done.stderr
    return path


def audit(ledger, snapshot, day, *more, seeds=None, **options):
    write("seeds.tsv", "\n".join(seeds if seeds is not None else internal) + "\n")
    return run("audit", "--quiet", "--seeds", "seeds.tsv", "--policy", "policy.json", "--ledger", ledger, "--snapshot", snapshot, "--as-of", day, *more, **options)


def found(ledger, snapshot, day, *more, **options):
    """The classes and names of what an audit tells, its exit code, and all of its JSON."""
    done = audit(ledger, snapshot, day, "--format", "json", "--names", *more, **options)
    if not done.stdout:
        return None, done.returncode, done.stderr
    told = json.loads(done.stdout)["organisations"][0]
    return [(c["class"], c["name"]) for c in told["changes"]], done.returncode, told


def ledger(action, file, *words, **options):
    return run("ledger", action, *words, "--quiet", "--ledger", file, **options)


def whole(file):
    """SQLite's own look, and ours."""
    connection = sqlite3.connect(file)
    answer = connection.execute("PRAGMA integrity_check").fetchone()[0]
    connection.close()
    done = ledger("verify", file)
    return answer == "ok" and done.returncode == 0, f"{answer} {done.stderr}"


