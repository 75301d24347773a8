"""A preview answers its own pages, and no page of another site."""

from __future__ import annotations

import base64
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permalink_blog.preview import server
from permalink_blog.preview.hosts import ANY_HOST, LOCAL_HOSTS, is_allowed
from site_tools.edits import save
from site_tools.sites import PROJECT, clean_environ

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.mark.parametrize(
    ("host", "origin", "expected"),
    [
        ("localhost:8000", None, True),
        ("LOCALHOST:8000", None, True),
        ("127.0.0.1:8000", "http://127.0.0.1:8000", True),
        ("[::1]:8000", "http://[::1]:8000", True),
        # sphinx-autobuild's script names 127.0.0.1, whatever the page is opened by.
        ("127.0.0.1:8000", "http://localhost:8000", True),
        ("blog.test:8000", None, True),
        ("127.0.0.1:8000", "https://blog.test", True),
        ("evil.example:8000", None, False),
        ("evil.example:8000", "http://evil.example:8000", False),
        ("localhost.evil.example", None, False),
        ("127.0.0.1.evil.example", None, False),
        ("localhost:8000", "http://evil.example", False),
        ("localhost:8000", "null", False),
        ("localhost:8000", "http://localhost:3000", False),
        ("localhost:8000", "http://localhost", False),
        ("localhost:8000", "http://localhost:8000@evil.example", False),
        ("localhost:8000", "", False),
        ("evil.example@localhost:8000", None, False),
        ("localhost:8000, evil.example", None, False),
        ("localhost:8000/evil.example", None, False),
        ("localhost:x", None, False),
        ("[::1", None, False),
        ("", None, False),
        (None, None, False),
    ],
)
def test_who_is_answered(host: str | None, origin: str | None, expected: bool) -> None:
    assert is_allowed(host, origin, LOCAL_HOSTS | {"blog.test"}) == expected
    assert is_allowed(host, origin, frozenset({ANY_HOST}))


@given(st.text(), st.none() | st.text())
def test_any_header_is_judged(host: str, origin: str | None) -> None:
    if is_allowed(host, origin, LOCAL_HOSTS):
        assert host.lower().split(":")[0] in {"localhost", "127.0.0.1", "[", "[::1]"}


@pytest.mark.parametrize(
    ("served", "expected"),
    [
        ("127.0.0.1:8000", set()),
        ("192.0.2.1:8000", {"192.0.2.1"}),
        ("0.0.0.0:8000", set()),
        (":::8000", set()),
    ],
)
def test_the_address_that_it_listens_on_is_allowed(
    served: str, expected: set[str]
) -> None:
    assert server.allowed_hosts(["Blog.Test"], served) == (
        LOCAL_HOSTS | {"blog.test"} | expected
    )


def test_an_unknown_server_is_not_started(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(server.autobuild, "_create_app", lambda: None)
    assert server.main(["."]) == 1
    assert "unsupported version of sphinx-autobuild" in capsys.readouterr().err


class Preview:
    """A running preview of one page."""

    def __init__(self, port: int, log: Path) -> None:
        self.port = port
        self.log = log

    def status(self, *, websocket: bool = False, **headers: str) -> int:
        """Send a request, and return the status of the answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        path = "/websocket-reload" if websocket else "/index.html"
        connection.putrequest("GET", path, skip_host=True)
        if websocket:
            key = base64.b64encode(b"0123456789abcdef").decode()
            headers |= {
                "Connection": "Upgrade",
                "Upgrade": "websocket",
                "Sec-WebSocket-Version": "13",
                "Sec-WebSocket-Key": key,
            }
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        status = connection.getresponse().status
        connection.close()
        return status


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    folder = tmp_path_factory.mktemp("preview")
    save(folder / "conf.py", "")
    save(folder / "index.rst", "A page\n======\n")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "permalink_blog.preview.server",
        "--port",
        str(port),
    ]
    log = folder / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, "--allow-host", "blog.test", ".", "out"],
            cwd=folder,
            env={**clean_environ(), "PYTHONPATH": str(PROJECT / "_ext")},
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # its group is the server and the builds
        )
    try:
        here = Preview(port, log)
        end = time.monotonic() + 300
        while True:
            assert process.poll() is None, log.read_text("utf-8")
            assert time.monotonic() < end, log.read_text("utf-8")
            try:
                here.status(Host=f"localhost:{port}")
            except OSError:
                time.sleep(0.1)
            else:
                break
        yield here
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.mark.parametrize("websocket", [False, True])
def test_the_running_server(preview: Preview, websocket: bool) -> None:
    accepted = 101 if websocket else 200
    here = f"localhost:{preview.port}"
    own = f"http://{here}"
    assert preview.status(websocket=websocket, Host=here, Origin=own) == accepted
    assert preview.status(websocket=websocket, Host=here) == accepted
    assert preview.status(websocket=websocket, Host="blog.test") == accepted
    for headers in (
        {"Host": f"evil.example:{preview.port}"},
        {"Host": here, "Origin": "http://evil.example"},
        {"Host": here, "Origin": f"http://evil.example:{preview.port}"},
        {"Host": here, "Origin": "null"},
    ):
        assert preview.status(websocket=websocket, **headers) == 403, headers
    assert "Traceback" not in preview.log.read_text("utf-8")
