"""Debian's nginx on loopback: a PEP 691 tree over TLS and HTTP/2, with gzip and ETag.

    with Nginx(folder, certificate) as server:
        server.publish(names, pages=[...])      the index, and a page for each of these
        server.url, server.log()                [(method, path, status, protocol, bytes, seconds), ...]
"""
import json
import os
import shutil
import signal
import socket
import subprocess
import time

CONFIGURATION = """
daemon off;
{user}
master_process off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
	log_format plain '$request_method $request_uri $status $server_protocol $body_bytes_sent $msec';
	access_log {folder}/access.log plain;
	client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
	uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
	types {{ }}
	default_type application/vnd.pypi.simple.v1+json;
	gzip on; gzip_static on; gzip_comp_level 1; gzip_types *; gzip_min_length 200;
	keepalive_requests 100000;
	sendfile on;
	server {{
		listen 127.0.0.1:{port} ssl http2;
		ssl_certificate {certificate};
		ssl_certificate_key {certificate};
		root {folder}/tree;
		location /simple/ {{ index index.json; {extra} }}
		location /pypi/ {{ default_type application/json; }}
	}}
}}
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Nginx:
    def __init__(self, folder, certificate, extra="", host="127.0.0.1"):
        self.folder, self.port = folder, free_port()
        os.makedirs(f"{folder}/tree/simple", exist_ok=True)
        self.url = f"https://{host}:{self.port}/simple/"
        with open(f"{folder}/nginx.conf", "w", encoding="ascii") as out:
            out.write(CONFIGURATION.format(folder=folder, port=self.port, certificate=certificate, extra=extra,
                                           user="user root;" if os.geteuid() == 0 else ""))

    def publish(self, names, pages=(), serial=1000, packed=False):
        index = f"{self.folder}/tree/simple/index.json"
        with open(index + ".new", "w", encoding="ascii") as out:
            out.write('{"meta": {"_last-serial": %d, "api-version": "1.4"}, "projects": [' % serial)
            out.write(", ".join('{"_last-serial": %d, "name": "%s"}' % (serial - i, name) for i, name in enumerate(names)))
            out.write("]}")
        os.replace(index + ".new", index)
        if packed:
            subprocess.run(["gzip", "-kf6", index], check=True)
        for name in pages:
            os.makedirs(f"{self.folder}/tree/simple/{name}", exist_ok=True)
            with open(f"{self.folder}/tree/simple/{name}/index.json", "w", encoding="ascii") as out:
                json.dump({"meta": {"api-version": "1.4"}, "name": name, "versions": [], "files": []}, out)

    def __enter__(self):
        nginx = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin")
        self.process = subprocess.Popen([nginx, "-p", self.folder, "-c", f"{self.folder}/nginx.conf", "-e",
                                         f"{self.folder}/error.log"], stdin=subprocess.DEVNULL)
        for _ in range(500):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return self
            if self.process.poll() is not None:
                break
            time.sleep(0.01)
        raise RuntimeError(open(f"{self.folder}/error.log", encoding="utf-8").read())

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()

    def log(self):
        with open(f"{self.folder}/access.log", encoding="utf-8") as log:
            return [line.split() for line in log if " /" in line]
