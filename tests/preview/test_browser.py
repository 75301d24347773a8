"""The command of ``make livehtml``, with a browser that stays on one page."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from site_tools.chromium import needs_chromium
from site_tools.edits import save
from site_tools.makes import make_environ
from site_tools.small_blogs import edit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

pytestmark = needs_chromium

TEXT = "".join(
    f"## Part {n}\n\nParagraph {n}. {'And more. ' * 60}\n\n" for n in range(30)
)
IMAGE = "![A card](../_static/card.png)\n\n"
VIDEO = '<iframe src="https://www.youtube.com/embed/aqz-KE-bpKQ"></iframe>\n\n'
POST = f"""---
title: Long
date: 2020-01-01
tags: [long]
permalink: /long
---

{IMAGE}{VIDEO}{TEXT}
"""
DRAFT = "---\ntitle: Not yet\ndate: 2020-02-01\ndraft: true\n---\n\nA draft.\n"
INDEX = "# Home\n\n```{toctree}\n:hidden:\n\nguide/index\nabout\n```\n"
SECONDS = 120
DOWN = 3000  # pixels: past the image and the video


@dataclass
class Writing:
    """A site that somebody writes, and the browser beside it."""

    folder: Path
    page: Page
    url: str
    log: Path

    @property
    def post(self) -> Path:
        return self.folder / "posts/long.md"

    @property
    def place(self) -> float:
        return float(self.page.evaluate("scrollY"))

    @property
    def note(self) -> Locator:
        """What stands on top of the page."""
        return self.page.locator("article .blog-preview")

    @property
    def said(self) -> Locator:
        """What the last build said."""
        return self.page.locator(".blog-preview--said")

    def shows(self, text: str) -> None:
        """Wait for a text."""
        self.page.get_by_text(text).first.wait_for(timeout=SECONDS * 1000)
        self.page.wait_for_load_state("load")

    def until(self, condition: str) -> None:
        """Wait for an expression of JavaScript to be true."""
        self.page.wait_for_function(condition, timeout=SECONDS * 1000)

    def go_down(self) -> float:
        self.page.evaluate(f"scrollTo({{top: {DOWN}, behavior: 'instant'}})")
        self.until(f"scrollY === {DOWN}")
        return self.place

    def assert_accessible(self) -> None:
        """Whatever the system's colours are."""
        axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
        for scheme in ("light", "dark"):
            self.page.emulate_media(color_scheme=scheme)
            found = axe.run(self.page).response["violations"]
            assert [(each["id"], each["nodes"]) for each in found] == []

    def assert_place(self, place: float) -> None:
        """The page is, or soon is, where it was."""
        self.until(f"Math.abs(scrollY - {place}) < 2")


def lay_out(folder: Path, project: Path) -> None:
    """Make a site of a few pages with the theme and settings of this one."""
    shutil.copytree(project / "_static", folder / "_static")
    shutil.copytree(project / "_templates", folder / "_templates")
    theme = project / "_ext/permalink_blog/theme/permalink_blog"
    shutil.copy(theme / "post-meta.html", folder / "_templates")
    save(folder / "_static/own.css", "")
    conf = (project / "conf.py").read_text("utf-8")
    save(folder / "conf.py", f'{conf}\nhtml_css_files = ["own.css"]\n')
    (folder / "_ext").symlink_to(project / "_ext")
    save(folder / "index.md", INDEX)
    save(folder / "about.md", "# About\n\nUs.\n")
    save(folder / "guide/index.md", "# Guide\n\nA guide.\n")
    save(folder / "posts/long.md", POST)
    save(folder / "posts/draft.md", DRAFT)


@pytest.fixture
def writing(browser: Browser, project_dir: Path, tmp_path: Path) -> Iterator[Writing]:
    """Start the command of the Makefile, and open the post."""
    folder, log = tmp_path / "site", tmp_path / "log"
    lay_out(folder, project_dir)
    edit(folder / "conf.py", 'project = "Permalink"', "project = name")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    makefile = ["make", "-f", str(project_dir / "Makefile"), "-o", "environment"]
    settings = [f"VENV={sys.prefix}", f"PORT={port}", "JOBS=1"]
    with log.open("wb") as output:
        server = subprocess.Popen(
            [*makefile, "livehtml", *settings],
            cwd=folder,
            env=make_environ(),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # its group is make, the server and the builds
        )
    page = browser.new_page()
    page.route(
        "**/*",
        lambda route: (
            route.continue_() if str(port) in route.request.url else route.abort()
        ),
    )
    here = Writing(folder, page, f"http://127.0.0.1:{port}/", log)
    try:
        _open(here, server)
        yield here
    finally:
        page.close()
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def _open(here: Writing, server: subprocess.Popen[bytes]) -> None:
    from playwright.sync_api import Error

    end = time.monotonic() + 300
    while True:
        try:
            here.page.goto(f"{here.url}long.html")
        except Error:
            assert server.poll() is None, here.log.read_text("utf-8")
            assert time.monotonic() < end, here.log.read_text("utf-8")
            time.sleep(0.2)
        else:
            return


def test_the_browser_beside_a_writer(writing: Writing) -> None:
    here, page = writing, writing.page
    # The first build fails: a page says so, and waits for one that does not.
    here.said.get_by_text("NameError: name 'name' is not defined").last.wait_for()
    edit(here.folder / "conf.py", "project = name", 'project = "Mended"')
    here.shows("Paragraph 1.")
    assert not here.said.count()

    # An edit shows, where it is.
    place = here.go_down()
    edit(here.post, "Paragraph 20.", "A walrus.")
    here.shows("A walrus.")
    here.assert_place(place)
    address = page.url

    # Front matter breaks: the page stays where it is, and says so.
    edit(here.post, "tags: [long]", "tags: [long")
    edit(here.post, "A walrus.", "A seal.")
    here.shows("A seal.")
    assert page.url == address
    assert "The front matter cannot be read" in here.note.inner_text()
    assert "posts/long.md:5" in here.note.inner_text()
    here.said.get_by_text("posts/long.md:5: ERROR").wait_for()

    here.assert_accessible()

    # It is fixed.
    edit(here.post, "tags: [long", "tags: [long]")
    here.said.wait_for(state="detached", timeout=SECONDS * 1000)
    page.wait_for_load_state("load")
    assert page.url == address
    assert not here.note.count()

    # What cannot be published is said, on the page as it was.
    edit(here.post, "/long", "/about")
    here.said.get_by_text("is also where about.md goes").wait_for(
        timeout=SECONDS * 1000
    )
    assert here.said.get_attribute("role") == "alert"
    assert page.url == address

    # The permalink is another one: the browser follows, and keeps the place.
    place = here.go_down()
    edit(here.post, "/about", "/2020/longer")
    page.wait_for_url(f"{here.url}2020/longer.html", timeout=SECONDS * 1000)
    here.shows("A seal.")
    here.assert_place(place)
    assert not here.said.count()

    # Styles and templates.
    style = here.folder / "_static/own.css"
    look = "getComputedStyle(document.documentElement).getPropertyValue('--edited')"
    for edited in ("once", "again"):
        save(style, f"{style.read_text('utf-8')} :root {{ --edited: {edited}; }}")
        here.until(f"{look}.trim() === '{edited}'")
    template = here.folder / "_templates/post-meta.html"
    text = template.read_text("utf-8")
    save(template, "{% if %}")
    here.said.get_by_text("_templates/post-meta.html:1").wait_for(
        timeout=SECONDS * 1000
    )
    save(template, f"{text}<p>By hand</p>")
    here.shows("By hand")

    # It is gone: the page for what is not there waits for it.
    text = here.post.read_text("utf-8")
    here.post.unlink()
    here.shows("There is nothing at this address")
    save(here.post, text)
    here.shows("A seal.")

    # Drafts are where a writer looks for them.
    page.goto(here.url)
    here.assert_accessible()
    page.get_by_role("region", name="Drafts").get_by_text("Not yet").click()
    assert "Its front matter says “draft: true”." in here.note.inner_text()
    edit(here.folder / "posts/draft.md", "draft: true", "draft: false")
    here.note.wait_for(state="detached", timeout=SECONDS * 1000)
