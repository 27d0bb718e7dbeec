"""A scripted index on loopback: what the tests need PyPI to be, and every fault a server can have.

    with Index(projects={...}) as index:
        nameward("check", "--live", "--index-url", index.url, "name")
        index.seen        [(method, path, headers, time), ...] of every request

A project is a dict: `files` (upload times), `status`, `organization`, `users`, `gone` (404). A fault is
a function that is given the handler and the number of the request for its path (from 1) and answers
as it likes: `index.faults["/simple/NAME/"] = FUNCTION`.
"""
import email.utils
import gzip
import http.server
import json
import os
import socket
import ssl
import struct
import subprocess
import threading
import time

JSON = "application/vnd.pypi.simple.v1+json"
METHODS = []  # of every request that any of these servers saw


def openssl(*words, **more):
    subprocess.run(["openssl", *words], check=True, capture_output=True, **more)


class Authority:
    """A certificate authority of the test's own, in a folder of the test's own."""

    def __init__(self, folder, name="nameward test authority"):
        os.makedirs(folder, exist_ok=True)
        self.folder, self.file, self.key = folder, f"{folder}/ca.pem", f"{folder}/ca.key"
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                "-keyout", self.key, "-out", self.file, "-subj", f"/CN={name}")

    def certificate(self, *hosts, expired=False):
        """A file with key and certificate for these host names."""
        path = f"{self.folder}/{hosts[0]}{'-expired' if expired else ''}"
        names = ",".join(("IP:" if host[0].isdigit() else "DNS:") + host for host in hosts)
        openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", path + ".key",
                "-out", path + ".csr", "-subj", f"/CN={hosts[0]}", "-addext", f"subjectAltName={names}")
        with open(path + ".ext", "w", encoding="ascii") as out:
            out.write(f"subjectAltName={names}\nbasicConstraints=CA:FALSE\n")
        if expired:
            # "x509 -days" takes no past: the authority signs through "ca", which takes dates.
            with open(path + ".cnf", "w", encoding="ascii") as out:
                out.write(f"[ca]\ndefault_ca=d\n[d]\ndatabase={path}.db\nnew_certs_dir={self.folder}\n"
                          "serial=%s.srl\npolicy=p\ndefault_md=sha256\n[p]\ncommonName=supplied\n" % path)
            open(path + ".db", "w", encoding="ascii").close()
            with open(path + ".srl", "w", encoding="ascii") as out:
                out.write("77\n")
            openssl("ca", "-batch", "-config", path + ".cnf", "-cert", self.file, "-keyfile", self.key, "-in",
                    path + ".csr", "-out", path + ".crt", "-startdate", "20200101000000Z", "-enddate",
                    "20200201000000Z", "-extfile", path + ".ext", "-notext")
        else:
            openssl("x509", "-req", "-in", path + ".csr", "-CA", self.file, "-CAkey", self.key, "-CAcreateserial",
                    "-days", "2", "-out", path + ".crt", "-extfile", path + ".ext")
        with open(path + ".pem", "w", encoding="ascii") as out:
            for part in (path + ".key", path + ".crt"):
                with open(part, encoding="ascii") as text:
                    out.write(text.read())
        return path + ".pem"


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 30

    def log_message(self, *_):
        pass

    def any(self):
        index = self.server.index
        with index.lock:
            METHODS.append(self.command)
            index.seen.append((self.command, self.path, dict(self.headers), time.monotonic()))
            number = sum(1 for one in index.seen if one[1] == self.path)
        fault = index.faults.get(self.path)
        if fault is not None:
            fault(self, number)
        else:
            index.answer(self)

    do_GET = do_POST = do_PUT = do_HEAD = do_DELETE = do_PATCH = do_OPTIONS = any

    def send(self, status=200, body=b"", kind=JSON, **headers):
        """Answers; a header Retry_After is sent as Retry-After, None leaves one out."""
        all_headers = {"Content-Type": kind, "Content-Length": str(len(body))}
        all_headers.update({name.replace("_", "-"): value for name, value in headers.items()})
        self.send_response(status)
        for name, value in all_headers.items():
            if value is not None:
                self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(body)

    def reset(self):
        """Ends the connection with RST."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def handle_error(self, request, client_address):
        pass  # clients that go away are the point of some tests


class Index:
    def __init__(self, projects=None, certificate=None, host="127.0.0.1", port=0, name=None, **more):
        self.projects = projects or {}
        self.faults, self.seen, self.lock = {}, [], threading.Lock()
        self.version = more.get("version", "1.4")
        self.namespaces = more.get("namespaces")
        self.serial = 1000
        self.etag = more.get("etag", True)
        self.quarantined_hidden = True
        self.feed = None
        self.server = Server((host, port), Handler)
        self.server.index = self
        scheme = "http"
        if certificate:
            scheme = "https"
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True,
                                                     do_handshake_on_connect=False)
        self.port = self.server.server_address[1]
        self.root = f"{scheme}://{name or host}:{self.port}"
        self.url = self.root + "/simple/"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def bulk(self):
        names = [name for name, one in self.projects.items() if not one.get("gone") and not (
            self.quarantined_hidden and one.get("status") == "quarantined")]
        return json.dumps({"meta": {"_last-serial": self.serial, "api-version": self.version},
                           "projects": [{"name": name} for name in sorted(names)]}).encode()

    def page(self, name):
        one = self.projects[name]
        files = [{"filename": f"{name}-{i}.tar.gz", "url": f"https://files.example/{name}-{i}.tar.gz",
                  "hashes": {}, "upload-time": moment} for i, moment in enumerate(one.get("files", []))]
        page = {"meta": {"_last-serial": self.serial, "api-version": self.version}, "name": name,
                "files": files, "versions": ["1"] if files else []}
        if "status" in one:
            page["project-status"] = {"status": one["status"]}
        return json.dumps(page).encode()

    def ownership(self, name):
        one = self.projects[name]
        roles = [{"role": "Owner", "user": user} for user in one.get("users", [])]
        return json.dumps({"info": {"name": name}, "last_serial": self.serial, "ownership": {
            "organization": one.get("organization"), "roles": roles}}).encode()

    def answer(self, handler):
        path, moment = handler.path, email.utils.formatdate(usegmt=True)
        parts = path.strip("/").split("/")
        there = [name for name, one in self.projects.items() if not one.get("gone")]
        if path == "/simple/":
            body, etag = self.bulk(), f'"bulk-{self.serial}"'
            if self.etag and handler.headers.get("If-None-Match") == etag:
                handler.send(304, ETag=etag)
            else:
                handler.send(200, body, ETag=etag if self.etag else None, X_PyPI_Last_Serial=self.serial)
        elif path == "/namespaces" and self.namespaces is not None:
            handler.send(200, json.dumps({"meta": {"api-version": self.version},
                                          "namespaces": self.namespaces}).encode())
        elif path == "/rss/packages.xml" and self.feed is not None:
            handler.send(200, self.feed, "text/xml; charset=UTF-8")
        elif parts[0] == "simple" and len(parts) == 2 and parts[1] in there:
            handler.send(200, self.page(parts[1]), ETag=f'"{parts[1]}"', Age=7)
        elif parts[0] == "pypi" and len(parts) == 3 and parts[1] in there and self.projects[parts[1]].get("files"):
            handler.send(200, self.ownership(parts[1]), "application/json")
        else:
            handler.send(404, b"404 Not Found", "text/plain", X_Date=moment)


# Faults, by what the issue calls them.

def status(code, **headers):
    return lambda handler, number: handler.send(code, b"{}", **headers)


def once(code, **headers):
    """The first answer is CODE, the second as it should be."""
    def fault(handler, number):
        if number == 1:
            handler.send(code, b"", **headers)
        else:
            handler.server.index.answer(handler)
    return fault


def moved(target):
    return lambda handler, number: handler.send(301, b"", Location=target)


def body(data, kind=JSON, **headers):
    return lambda handler, number: handler.send(200, data, kind, **headers)


def slow_first_byte(handler, number):
    time.sleep(20)
    handler.close_connection = True


def slow_body(handler, number):
    handler.send_response(200)
    handler.send_header("Content-Type", JSON)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    for _ in range(80):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.25)


def cut_body(handler, number):
    handler.send_response(200)
    handler.send_header("Content-Type", JSON)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    handler.wfile.write(b'{"meta": {')
    handler.close_connection = True


def cut_chunk(handler, number):
    handler.send_response(200)
    handler.send_header("Content-Type", JSON)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(b'a\r\n{"meta": {')
    handler.close_connection = True


def short_length(handler, number):
    """Says fewer bytes than it sends."""
    whole = handler.server.index.page(handler.path.strip("/").split("/")[-1]) \
        if handler.path != "/simple/" else handler.server.index.bulk()
    handler.send(200, whole, Content_Length=str(len(whole) // 2))
    handler.close_connection = True


BOMB = gzip.compress(b" " * (64 << 20), 1)  # once: on a busy machine it takes longer than a look-up may


def gzip_bomb(handler, number):
    handler.send(200, BOMB, Content_Encoding="gzip")


def never(handler, number):
    time.sleep(20)
    handler.close_connection = True


def hang_up(handler, number):
    handler.reset()


def close_after(handler, number):
    """Answers well, and closes the connection each time."""
    handler.server.index.answer(handler)
    handler.close_connection = True


def deep(depth=100000):
    return b'{"meta": {}, "name": ' + b"[" * depth + b"]" * depth + b"}"


def page_of(name):
    return json.dumps({"meta": {"api-version": "1.4"}, "name": name, "files": []}).encode()
