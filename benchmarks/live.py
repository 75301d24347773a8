"""From the save to the new text in the browser, under the command of make livehtml."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from benchmarks.contenders import REPOSITORY
from benchmarks.corpus import post
from benchmarks.measure import RunFailedError, end_session, environment

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from benchmarks.contenders import Contender

START = 600.0  # seconds for the first build of 4,000 posts, on a slow machine
RELOAD = 120.0  # seconds; stock ABlog takes 22 with 1,000 posts
SETTLE = 3.0  # seconds between edits: nothing may still be written


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


def _command(port: int) -> list[str]:
    # The Makefile's own recipe, so that it cannot drift. "-o environment": with the
    # environment of this Python as it is. It builds the folder that it is started in.
    makefile = str(REPOSITORY / "Makefile")
    settings = [f"VENV={sys.prefix}", f"PORT={port}", "BUILDDIR=_build"]
    return ["make", "-f", makefile, "-o", "environment", "livehtml", *settings]


def _open(page: Page, url: str, server: subprocess.Popen[bytes]) -> None:
    """Open a page as soon as the server, which builds first, answers."""
    from playwright.sync_api import Error

    deadline = time.monotonic() + START
    while True:
        try:
            page.goto(url)
        except Error as error:
            if server.poll() is not None or time.monotonic() > deadline:
                msg = f"make livehtml does not serve {url}: see its log"
                raise RunFailedError(msg) from error
            time.sleep(0.5)
        else:
            return


def _reloads(
    contender: Contender, folder: Path, browser: Browser, number: int, repeat: int
) -> list[float]:
    port = _free_port()
    with folder.with_suffix(".log").open("wb") as log:
        server = subprocess.Popen(  # noqa: S603
            _command(port),
            cwd=folder,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        page = browser.new_page()
        out = folder / "_build" / "livehtml"
        _open(page, f"http://127.0.0.1:{port}/", server)
        address = next(out.rglob(f"{post(number).slug}.html")).relative_to(out)
        page.goto(f"http://127.0.0.1:{port}/{address.as_posix()}")
        seconds = []
        for revision in range(1, repeat + 1):
            time.sleep(SETTLE)
            marker = post(number, revision=revision).marker
            contender.write_post(folder, number, revision=revision)
            start = time.perf_counter()
            page.get_by_text(marker).wait_for(timeout=RELOAD * 1000)
            seconds.append(time.perf_counter() - start)
        return seconds
    finally:
        end_session(server.pid)
        server.wait()


def measure_live(
    contender: Contender, *, posts: int, repeat: int, scratch: Path, chromium: str
) -> list[float]:
    """Measure seconds from a post's save until an open browser shows its new text.

    The browser stays on the post's page and reloads it when the server says so.

    :param contender: one on Sphinx, as livehtml is
    :param scratch: folder for the project
    :param chromium: path of the browser
    :raises RunFailedError: if the server does not start
    :raises playwright.sync_api.TimeoutError: if the text does not show
    """
    from playwright.sync_api import sync_playwright

    folder = scratch / contender.name
    contender.lay_out(folder, posts)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        seconds = _reloads(contender, folder, browser, posts // 2, repeat)
        browser.close()
    return seconds
