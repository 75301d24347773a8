"""Redirects as a reader's browser follows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from site_tools.chromium import needs_chromium
from site_tools.sites import serve

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from conftest import BuildRoot

pytestmark = needs_chromium


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize("prefix", ["/", "/en/latest/"])
def test_a_redirect_keeps_query_and_fragment(
    build_root: BuildRoot, browser: Browser, tmp_path: Path, builder: str, prefix: str
) -> None:
    app = build_root("permalinks-redirects", builder)
    page = app.builder.get_target_uri("summer")
    with serve(app.outdir, tmp_path, prefix=prefix) as root:
        for old, new in [
            ("old/summer/?a=1#frag", f"{page}?a=1#frag"),
            ("old/summer/", page),
            (f"{app.builder.get_target_uri('chain')}?x", f"{page}?x#news"),
            ("summer-2018/#news", f"{page}#news"),
            ("summer-2018.html", page),
        ]:
            tab = browser.new_page()
            tab.goto(root + old, wait_until="commit")
            tab.wait_for_url(root + new)
            assert tab.locator("h1").first.inner_text().startswith("Summer")
            tab.close()


@pytest.mark.smoke
def test_an_old_anchor_leads_to_another_page(
    build_root: BuildRoot, browser: Browser, tmp_path: Path
) -> None:
    app = build_root("permalinks-anchors")
    with serve(app.outdir, tmp_path, prefix="/en/latest/") as root:
        for old, new in [
            ("kinds/#away", "posts/hidden.html#linked"),
            ("kinds/#whole", "about.html#whole"),
        ]:
            tab = browser.new_page()
            tab.goto(root + old, wait_until="commit")
            tab.wait_for_url(root + new)
            tab.close()
        tab = browser.new_page()
        tab.goto(root + "kinds/#old-heading")
        assert tab.url == root + "kinds/#old-heading"
        tab.evaluate("location.hash = '#away'")
        tab.wait_for_url(root + "posts/hidden.html#linked")
        tab.close()
        context = browser.new_context(java_script_enabled=False)
        tab = context.new_page()
        tab.goto(root + "kinds/#away")
        tab.locator("#away a").click()
        tab.wait_for_url(root + "posts/hidden.html#linked")
        context.close()


@pytest.mark.smoke
def test_a_redirect_works_without_scripts(
    build_root: BuildRoot, browser: Browser, tmp_path: Path
) -> None:
    app = build_root("permalinks-redirects", "dirhtml")
    with serve(app.outdir, tmp_path) as root:
        context = browser.new_context(java_script_enabled=False)
        tab = context.new_page()
        tab.goto(root + "old/summer/", wait_until="commit")
        tab.wait_for_url(root + "summer-2018/")
        context.close()
