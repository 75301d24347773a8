"""Builds and serves the site, as its owner and its host do."""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

PROJECT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Build:
    """What ``sphinx-build`` made and said."""

    builder: str
    outdir: str
    returncode: int
    stdout: str
    stderr: str

    @property
    def path(self) -> Path:
        """The folder of the output."""
        return Path(self.outdir)

    @property
    def said(self) -> str:
        """All that was printed, for the message of a failed test."""
        return f"{self.stdout}\n{self.stderr}"


def clean_environ(**changes: str) -> dict[str, str]:
    """Give the environment without what a host or an outer make put there."""
    foreign = ("READTHEDOCS", "MAKE", "MFLAGS", "SPHINX", "PYTEST", "COV_", "VENV")
    mine = {k: v for k, v in os.environ.items() if not k.startswith(foreign)}
    return {**mine, **changes}


def sphinx_build(
    arguments: Sequence[str], *, builder: str, outdir: Path, environ: dict[str, str]
) -> Build:
    """Run ``python -m sphinx`` in the project's folder, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", *arguments],
        cwd=PROJECT,
        env=environ,
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=600,
    )
    return Build(builder, str(outdir), done.returncode, done.stdout, done.stderr)


def build_once(
    shared: Path, name: str, builder: str, arguments: Sequence[str], **environ: str
) -> Build:
    """Build the site, unless another worker of the same test run has done so.

    :param shared: a folder of this test run, the same for all its workers
    :param name: what tells this build from others
    :param arguments: of ``sphinx-build``, besides builder and folders
    :param environ: changes to the environment's variables
    """
    outdir = shared / name / "site"
    record = shared / name / "build.json"
    record.parent.mkdir(parents=True, exist_ok=True)
    with (shared / name / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # ends with the file, however the process does
        if not record.exists():
            folders = ["-d", str(shared / name / "doctrees"), ".", str(outdir)]
            build = sphinx_build(
                ["-b", builder, *arguments, *folders],
                builder=builder,
                outdir=outdir,
                environ=clean_environ(**environ),
            )
            record.write_text(json.dumps(asdict(build)), encoding="utf-8")
    return Build(**json.loads(record.read_text("utf-8")))


class _Handler(SimpleHTTPRequestHandler):
    """Serves files as static hosts do: what is not there gets ``404.html``."""

    not_found: Path
    headers_of_host: Mapping[str, str]

    def __init__(
        self, *args: Any, not_found: Path, headers: Mapping[str, str], **kwargs: Any
    ) -> None:
        self.not_found = not_found
        self.headers_of_host = headers
        super().__init__(*args, **kwargs)

    def end_headers(self) -> None:
        for name, value in self.headers_of_host.items():
            self.send_header(name, value)
        super().end_headers()

    def send_error(
        self, code: int, message: str | None = None, explain: str | None = None
    ) -> None:
        if code != 404 or not self.not_found.is_file():
            super().send_error(code, message, explain)
            return
        body = self.not_found.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (its name)
        pass


@contextmanager
def serve(
    folder: Path,
    tmp_path: Path,
    *,
    prefix: str = "/",
    headers: Mapping[str, str] | None = None,
) -> Iterator[str]:
    """Serve a folder on this machine, below a prefix, and give the URL of its root.

    :param tmp_path: an empty folder, to put the prefix in
    :param prefix: begins and ends with a slash
    :param headers: of every answer, besides the usual ones
    """
    root = tmp_path / "www"
    (root / prefix.strip("/")).parent.mkdir(parents=True, exist_ok=True)
    (root / prefix.strip("/")).symlink_to(folder, target_is_directory=True)
    handler = partial(
        _Handler,
        directory=str(root),
        not_found=folder.resolve() / "404.html",
        headers=headers or {},
    )
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}{prefix}"
        finally:
            server.shutdown()
            thread.join()
