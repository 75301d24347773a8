"""A strict Content-Security-Policy made of a site allows what its owner asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import security_policy

from site_tools.chromium import needs_chromium
from site_tools.visits import WATCH, visiting_at

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from site_tools.visits import BuiltOnce, SiteVisit

pytestmark = needs_chromium

BASE = "https://example.org/en/"
POST = f"{BASE}2018/08/Café/"
# As giscus does, besides what our stand-in for it does.
LOAD_STYLES = """() => new Promise(done => {
    const link = document.createElement("link");
    Object.assign(link, {rel: "stylesheet", onload: done, onerror: done});
    link.href = "https://giscus.app/default.css";
    document.head.prepend(link);
})"""


def policy_of(outdir: Path) -> dict[str, str]:
    policy, blocked = security_policy.policy_of(outdir)
    assert blocked == []
    return {"content-security-policy": security_policy.header(policy)}


def blocked(visit: SiteVisit) -> list[str]:
    found: list[str] = visit.page.evaluate("window.blocked")
    return found


def test_comments(
    built_once: BuiltOnce, browser: Browser, comments: dict[str, str]
) -> None:
    outdir = built_once("alabaster", "on_demand_comments", comments)
    headers = policy_of(outdir)
    options = {"base": BASE, "script": WATCH, "headers": headers}
    with visiting_at(browser, outdir, POST, **options) as visit:
        visit.page.get_by_role("button", name="Show comments").click()
        visit.page.frame_locator(".giscus iframe").get_by_role("heading").wait_for()
        visit.page.evaluate(LOAD_STYLES)
        assert "https://giscus.app/default.css" in visit.urls
        assert blocked(visit) == []


def test_the_counter(
    built_once: BuiltOnce, browser: Browser, counter: dict[str, str]
) -> None:
    outdir = built_once("alabaster", "on_demand_counter", counter)
    options = {"base": BASE, "script": WATCH, "headers": policy_of(outdir)}
    with visiting_at(browser, outdir, POST, **options) as visit:
        assert any(url.startswith(counter["url"]) for url in visit.urls)
        assert blocked(visit) == []


@pytest.mark.parametrize("kind", ["comments", "counter"])
def test_it_needs_what_the_policy_has_for_it(
    kind: str, built_once: BuiltOnce, browser: Browser, request: pytest.FixtureRequest
) -> None:
    """Or the tests above would say nothing."""
    settings = request.getfixturevalue(kind)
    outdir = built_once("alabaster", f"on_demand_{kind}", settings)
    host = "/".join(settings.get("url", "https://giscus.app/").split("/")[:3])
    strict = {
        name: value.replace(f" {host}", "") for name, value in policy_of(outdir).items()
    }
    options = {"base": BASE, "script": WATCH, "headers": strict}
    with visiting_at(browser, outdir, POST, **options) as visit:
        if kind == "comments":
            visit.page.get_by_role("button", name="Show comments").click()
        visit.page.wait_for_function("window.blocked.length > 0")
