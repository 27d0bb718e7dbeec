"""Runs a test apart from every network: its own loopback, its own hosts file and its own authorities.

    apart.enter()      at the top of a script: starts it again in namespaces of its own
    apart.trust(FILE)  puts an authority into the system's list, as this process and its children see it
    apart.name(HOST)   makes HOST mean 127.0.0.1

So a test server can be pypi.org at port 443 without any door for that in the program itself, and nothing can
reach the real one.
"""
import fcntl
import os
import socket
import struct
import subprocess
import sys
import tempfile

LIST = "/etc/ssl/certs/ca-certificates.crt"
SIOCSIFFLAGS, IFF_UP = 0x8914, 1


def enter():
    if os.environ.get("NAMEWARD_TEST_APART") != str(os.getppid()) and "NAMEWARD_TEST_APART" not in os.environ:
        os.environ["NAMEWARD_TEST_APART"] = "yes"
        os.execvp("unshare", ["unshare", "--map-root-user", "--net", "--mount", sys.executable, *sys.argv])
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        fcntl.ioctl(probe, SIOCSIFFLAGS, struct.pack("16sh14s", b"lo", IFF_UP, b""))


def cover(path, text):
    """Another content for a file of the system, seen from here alone."""
    with tempfile.NamedTemporaryFile("w", delete=False) as out:
        out.write(text)
    os.chmod(out.name, 0o644)
    subprocess.run(["mount", "--bind", out.name, path], check=True)
    os.unlink(out.name)


def trust(file):
    with open(file, encoding="ascii") as own:
        cover(LIST, own.read())


def name(*hosts):
    cover("/etc/hosts", "127.0.0.1 localhost " + " ".join(hosts) + "\n")
