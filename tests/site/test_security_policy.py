"""A strict Content-Security-Policy: the site works with it, and an attack does not."""

from __future__ import annotations

import re
import shutil
from ast import literal_eval
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

import pytest
import security_policy
from hypothesis import given
from hypothesis import strategies as st

from site_tools.chromium import needs_chromium, wait_until
from site_tools.edits import save
from site_tools.hostile import write_blog
from site_tools.pages import parsed
from site_tools.readers import PAGES, visiting
from site_tools.sites import clean_environ, serve, sphinx_build
from site_tools.visits import WATCH

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page
    from tests.site.conftest import BuiltSite

    from conftest import BuildRoot
    from site_tools.sites import Build


@dataclass(frozen=True)
class Served:
    """The site with its policy as a header."""

    root: str
    policy: security_policy.Policy
    folder: Path


@pytest.fixture(scope="module")
def site(
    built_site: BuiltSite, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    build = built_site("html")
    policy, blocked = security_policy.policy_of(build.path)
    assert blocked == []
    headers = {"Content-Security-Policy": security_policy.header(policy)}
    with serve(build.path, tmp_path_factory.mktemp("served"), headers=headers) as root:
        yield Served(root, policy, build.path)


@contextmanager
def watched(browser: Browser, site: Served, path: str) -> Iterator[Page]:
    """Open a page, and note what is blocked from its first line on."""
    with visiting(browser, site.root, path, script=WATCH) as visit:
        yield visit.page


def attack(page: Page) -> None:
    """Put what an attack would into a page: an element that runs, and an attribute."""
    page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.text = "window.pwned = 1";
            document.body.append(script);
            const image = document.createElement("img");
            image.setAttribute("onerror", "window.pwned = 2");
            image.src = "_static/nothing.png";
            document.body.append(image);
        }"""
    )


def wait_for(page: Page, condition: str) -> None:
    """Wait for what an attack does, or for what is blocked of it.

    :param condition: in JavaScript
    """
    wait_until(page, lambda: bool(page.evaluate(condition)))


# -- what it says ------------------------------------------------------------------


def test_no_script_is_allowed_that_is_not_known(pages: Build) -> None:
    policy, blocked = security_policy.policy_of(pages.path)
    assert blocked == []
    text = security_policy.header(policy)
    assert text.count("'unsafe-inline'") == 1
    assert policy["style-src-attr"] == ["'unsafe-inline'"]
    assert "'unsafe-eval'" not in text
    assert policy["default-src"] == ["'none'"]
    source, digest = policy["script-src"]  # the theme's color mode
    assert source == "'self'"
    assert digest.startswith("'sha256-")


def test_the_guide_gives_it_for_each_host(
    built_site: BuiltSite, project_dir: Path
) -> None:
    guide = (project_dir / "guide/security.md").read_text("utf-8")
    policy, _blocked = security_policy.policy_of(built_site("html").path)
    for name, form in security_policy.FORMS.items():
        assert name == "header" or form(policy) in guide, name


def test_the_guides_setting_makes_text_of_html(
    build_root: BuildRoot, project_dir: Path, tmp_path: Path, rootdir: Path
) -> None:
    guide = (project_dir / "guide/security.md").read_text("utf-8")
    (setting,) = re.findall(r"`myst_disable_syntax = (\[.*?\])`", guide)
    folder = tmp_path / "frontmatter-plain"
    shutil.copytree(rootdir / "test-frontmatter-plain", folder)
    text = "# A\n\n<script>alert(1)</script>\n\nb <b onclick='alert(1)'>c</b>\n"
    save(folder / "index.md", text)
    for disabled in ([], literal_eval(setting)):
        app = build_root("frontmatter-plain", myst_disable_syntax=disabled)
        page = parsed(app.outdir / "index.html")
        assert bool(page.select("[onclick]")) == (disabled == [])
        assert ("alert(1)</script>" in page.text) == (disabled != [])


PAGE = "<!DOCTYPE html><title>x</title><script>theme()</script>{}"


def policy_of(*bodies: str) -> tuple[security_policy.Policy, list[str]]:
    pages = [
        security_policy.read_page(f"{number}.html", PAGE.format(body))
        for number, body in enumerate(bodies)
    ]
    return security_policy.make_policy(pages)


def test_a_script_of_one_page_is_blocked_and_named() -> None:
    policy, blocked = policy_of("", "<script>alert(1)</script>")
    assert policy == policy_of("")[0]
    assert blocked == ["1.html: an inline script is blocked: put it into a file"]
    assert policy_of("", "<style>b{}</style>")[1] == []  # all have it that have any


@pytest.mark.parametrize(
    ("body", "directive", "origin"),
    [
        (
            "<template><iframe src='https://a.example/b'></template>",
            "frame-src",
            "https://a.example",
        ),
        ("<img src='//a.example/b.png'>", "img-src", "https://a.example"),
        (
            "<script src='https://a.example/b.js'></script>",
            "script-src",
            "https://a.example",
        ),
        (
            "<script src='c.js' data-url='https://a.example/count'></script>",
            "connect-src",
            "https://a.example",
        ),
        *(
            (
                "<p id='post-comments' data-server='https://giscus.app'>",
                directive,
                "https://giscus.app",
            )
            for directive in ("script-src", "style-src", "frame-src")
        ),
    ],
)
def test_other_sites_are_those_of_the_pages(
    body: str, directive: str, origin: str
) -> None:
    plain, _ = policy_of("")
    policy, _ = policy_of("", body)
    assert policy[directive] == [*plain[directive], origin]
    assert {k for k in policy if policy[k] != plain.get(k)} >= {directive}


HOSTILE_URLS = [
    "https://a * https:",
    "https://*/b.js",
    "https://*.example/b.js",
    "//a.example; script-src *",
    "https://a.example;script-src 'unsafe-inline'",
    "https://a.example,script-src *",
    """https://x" always; add_header Set-Cookie "a=b""",
    'https://x\\" always; deny all; #',
    "https://x'unsafe-inline'",
    "https://x\n  Set-Cookie: a=b",
    "https://x$request_uri",
    "https://x%{ENV:TOKEN}e",
    "https://x</meta><script>alert(1)</script>",
    "https://x:99999/",
    "https://x:1 2/",
    "https://[::1",
    "https://[::1]y/",
    "https://-x/",
    "https://x..y/",
    f"https://{'x.' * 200}\u00e9/",
    "javascript://a.example/%0aalert(1)",
    "ftp://a.example/b",
    "https:// a.example/",
    "https://a.example\u2028b/",
]
TAGS = [
    "<script src='{}'></script>",
    "<img src='{}'>",
    "<iframe src='{}'></iframe>",
    "<script src='c.js' data-url='{}'></script>",
    "<p id='post-comments' data-server='{}'>",
]
SOURCE = re.compile(
    r"https?://(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:]+\])(?::\d{1,5})?"
)


@pytest.mark.parametrize("form", security_policy.FORMS)
@pytest.mark.parametrize("url", HOSTILE_URLS)
def test_an_address_adds_nothing_but_a_host(form: str, url: str) -> None:
    """Parametrized over all formats: each has its own way to be left."""
    plain, _ = policy_of("")
    bodies = [tag.format(escape(url, quote=True)) for tag in TAGS]
    policy, blocked = policy_of("", *bodies)
    for directive, sources in policy.items():
        added = set(sources) - set(plain[directive])
        assert all(SOURCE.fullmatch(source) for source in added), added
    write = security_policy.FORMS[form]
    # Browsers take tabs and line ends out of a URL, and so does Python.
    if policy == plain:
        assert write(policy) == write(plain)
        assert len(blocked) == len(bodies)
    assert write(policy).count("\n") == write(plain).count("\n")
    assert write(policy).count('"') == write(plain).count('"')
    assert all(message.isprintable() for message in blocked)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://A.Example:8443/b?c#d", "https://a.example:8443"),
        ("http://user:password@a.example/", "http://a.example"),
        ("https://m\u00fcnchen.example/", "https://xn--mnchen-3ya.example"),
        ("http://[::1]:8000/", "http://[::1]:8000"),
        (" https://a.example/ ", "https://a.example"),
        ("//a.example", "https://a.example"),
        ("b/c.png", None),
        ("/b", None),
        ("data:image/png;base64,AA", None),
        ("", None),
    ],
)
def test_the_origin_of_an_address(url: str, expected: str | None) -> None:
    assert security_policy.origin(url) == expected


@given(st.text())
def test_any_address_is_an_origin_or_refused(text: str) -> None:
    for url in (text, f"//{text}", f"https://{text}"):
        try:
            found = security_policy.origin(url)
        except ValueError:
            continue
        assert found is None or SOURCE.fullmatch(found)


def test_the_command(
    built_site: BuiltSite, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = built_site("html").path
    assert security_policy.main([str(folder), "--for", "nginx"]) == 0
    assert capsys.readouterr().out.startswith(
        'add_header Content-Security-Policy "default'
    )
    assert security_policy.main([str(tmp_path)]) == 1
    assert "no site is here" in capsys.readouterr().err


# -- what it does ------------------------------------------------------------------


class TestInABrowser:
    pytestmark = needs_chromium

    @pytest.mark.parametrize("kind", PAGES)
    def test_nothing_of_a_page_is_blocked(
        self, browser: Browser, site: Served, kind: str
    ) -> None:
        with watched(browser, site, PAGES[kind]) as page:
            assert page.locator("html[data-theme=light], html[data-theme=dark]").count()
            if kind == "search":
                page.locator("#search-results li p").first.wait_for()
            assert page.evaluate("window.blocked") == []

    def test_a_video_plays(self, browser: Browser, site: Served) -> None:
        with watched(browser, site, PAGES["post"]) as page:
            page.get_by_role("button", name="Play from YouTube").first.click()
            page.locator("iframe").wait_for()
            page.wait_for_load_state("networkidle")
            assert page.locator("iframe").count() == 1
            assert page.evaluate("window.blocked") == []

    def test_an_inline_script_does_not_run(
        self, browser: Browser, site: Served
    ) -> None:
        with watched(browser, site, PAGES["about"]) as page:
            attack(page)
            wait_for(page, "window.blocked.length > 1")
            assert page.evaluate("window.pwned") is None
            said = " ".join(page.evaluate("window.blocked"))
            assert "script-src-elem inline" in said
            assert "script-src-attr inline" in said

    def test_it_runs_without_the_policy(
        self, browser: Browser, served_site: str
    ) -> None:
        with visiting(browser, served_site, PAGES["about"]) as visit:
            attack(visit.page)
            wait_for(visit.page, "window.pwned === 2")
            assert visit.page.evaluate("window.pwned") == 2

    def test_a_redirect_leads_on(self, browser: Browser, site: Served) -> None:
        redirect = next(
            path.relative_to(site.folder).as_posix()
            for path in sorted(site.folder.rglob("*.html"))
            if "permalinks-redirect.js" in path.read_text("utf-8")
        )
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{site.root}{redirect}?x=1#here")
        # The script keeps both; the refresh of a page without scripts would lose them.
        page.wait_for_url(lambda url: redirect not in url and url.endswith("?x=1#here"))
        context.close()

    def test_as_an_element_of_the_page(
        self, browser: Browser, site: Served, tmp_path: Path
    ) -> None:
        write_blog(tmp_path / "blog", names=["closing"])
        policy = security_policy.header(site.policy, without="frame-ancestors")
        setting = f"html_context.content_security_policy={policy}"
        folder = tmp_path / "out"
        arguments = ["-q", "-D", setting, str(tmp_path / "blog"), str(folder)]
        build = sphinx_build(
            arguments, builder="html", outdir=folder, environ=clean_environ()
        )
        assert build.returncode == 0, build.said
        # What it is about comes after it.
        text = (folder / "closing.html").read_text("utf-8")
        before, found, _ = text.partition('<meta http-equiv="Content-Security-Policy"')
        assert found
        assert "<script>" not in before
        with (
            serve(folder, tmp_path) as root,
            visiting(browser, root, "closing.html", script=WATCH) as visit,
        ):
            assert visit.page.locator("html[data-theme=light]").count() == 1
            assert visit.page.evaluate("window.blocked") == []
            attack(visit.page)
            wait_for(visit.page, "window.blocked.length > 1")
            assert visit.page.evaluate("window.pwned") is None
