"""What the benchmarks share: measuring a command, and a table of figures, each with its goal and what it
was held against in the same run."""
import json
import os
import subprocess
import sys
import time

root = os.path.realpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../.."))
rows = []


def option(name, other):
    return sys.argv[sys.argv.index(name) + 1] if name in sys.argv else other


build = os.path.realpath(option("--build", f"{root}/build"))
nameward = f"{build}/nameward"


def add(what, value, unit, goal=None, reference="", less=True):
    """One figure; GOAL None: for information. LESS: smaller values are better."""
    met = goal is None or (value <= goal if less else value >= goal)
    rows.append({"what": what, "value": round(value, 3), "unit": unit, "goal": goal, "less_is_better": less,
                 "reference": reference, "answer": "" if goal is None else "pass" if met else "short"})


def wait(process):
    """CPU seconds and peak memory in MB of a process, and an end of the run where it failed."""
    # The peak of the program's own memory: ru_maxrss would count this script's, from before the exec.
    peak, ended = 0, 0
    while not ended:
        try:
            with open(f"/proc/{process.pid}/status", encoding="ascii") as file:
                peak = max([peak, *(int(line.split()[1]) for line in file if line.startswith("VmHWM"))])
        except OSError:
            pass
        time.sleep(0.002)
        ended, status, usage = os.wait4(process.pid, os.WNOHANG)
    if os.waitstatus_to_exitcode(status) not in (0, 1):  # 1: the plan holds something to do
        sys.exit(f"bench: a run failed: {process.args}")
    return usage.ru_utime + usage.ru_stime, peak / 1024


def measure(*command, **options):
    """Wall seconds, CPU seconds and peak memory in MB of one command. Its output goes to `cat`: grep looks no
    further than the first match where it is /dev/null."""
    begin = time.monotonic()
    with subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as drain:
        process = subprocess.Popen(command, stdout=drain.stdin, stderr=subprocess.DEVNULL, **options)
        drain.stdin.close()
        cpu, memory = wait(process)
    return time.monotonic() - begin, cpu, memory


def best(runs):
    return min(runs, key=lambda run: run[0])


def median(runs):
    return sorted(runs, key=lambda run: run[0])[len(runs) // 2]


def show():
    """The table, or JSON with --json."""
    if "--json" in sys.argv:
        print(json.dumps(rows, indent=1))
        return
    for row in rows:
        goal = "" if row["goal"] is None else f"{'<=' if row['less_is_better'] else '>='} {row['goal']}"
        print(f"{row['answer']:6} {row['what']:62} {row['value']:10.3f} {row['unit']:6} {goal:8} {row['reference']}")
