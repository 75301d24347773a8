"""A real headless Chromium for tests: Debian's, driven by Playwright."""

from __future__ import annotations

import shutil
import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
ARGUMENTS = [
    "--no-sandbox",  # CI runs as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

needs_chromium = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason=f"none of {', '.join(NAMES)} is here"),
]
"""Marks of a test module that drives it."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start it, and end it; without Playwright the test is skipped."""
    playwright = pytest.importorskip("playwright.sync_api", reason="no playwright")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


def wait_until(page: Page, met: Callable[[], bool], *, seconds: float = 20) -> None:
    """Wait for what a page does because of a click or a script.

    A page that has once been without requests counts as idle until it is left, so
    ``wait_for_load_state("networkidle")`` does not wait for what comes later.

    :param page: whose events are handled meanwhile
    :param met: whether it has happened
    :param seconds: at most; then the test's own assertion says what is missing
    """
    end = time.monotonic() + seconds
    while not met() and time.monotonic() < end:
        page.wait_for_timeout(20)
