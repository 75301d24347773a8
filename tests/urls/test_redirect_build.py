from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest
from lxml import etree, html
from sphinx.errors import ConfigError

from conftest import refusal, snapshot
from permalink_blog.urls.extra_files import host_redirects
from permalink_blog.urls.redirects import Redirect
from site_tools.links import Site
from site_tools.small_blogs import warned
from site_tools.written_sites import BLOG, written_site

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import BuildRoot, SharedBuild

BASE = "https://example.org/blog/"
ROOT = "permalinks-redirects"
REDIRECTS = {
    "html": {
        "old/summer/index.html": "summer-2018.html",
        "2018/08/01/summer.html": "summer-2018.html",
        "posts/summer.html": "summer-2018.html",
        "older/summer.html": "summer-2018.html",
        "from/conf.html": "summer-2018.html#news",
        "chain.html": "summer-2018.html#news",
    },
    "dirhtml": {
        "old/summer/index.html": "summer-2018/",
        "2018/08/01/summer.html": "summer-2018/",
        "posts/summer/index.html": "summer-2018/",
        "older/summer/index.html": "summer-2018/",
        "from/conf/index.html": "summer-2018/#news",
        "chain/index.html": "summer-2018/#news",
    },
}
EXTERNAL = {
    "elsewhere/index.html": "https://example.com/a?b=c",
    "gone/index.html": "https://example.com/new-home",
    "before-gone.html": "https://example.com/new-home",
}


def ends(outdir: Path) -> dict[str, str]:
    """Give where each redirect page of a site leads."""
    found = {}
    for path in outdir.rglob("*.html"):
        refresh = html.parse(str(path)).xpath("//meta[@http-equiv='refresh']/@content")
        if refresh:
            file = path.relative_to(outdir).as_posix()
            uri = refresh[0].removeprefix("0; url=")
            found[file] = urljoin(BASE + file, uri).removeprefix(BASE)
    return found


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_redirects(build_root: BuildRoot, builder: str) -> None:
    app = build_root(ROOT, builder, permalink_spellings=False)
    assert app.warning.getvalue() == ""
    assert ends(app.outdir) == {**REDIRECTS[builder], **EXTERNAL}
    assert Site(app.outdir, BASE).broken() == []
    assert (app.outdir / "_static/permalinks-redirect.js").is_file()


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_every_spelling_answers(build_root: BuildRoot, builder: str) -> None:
    app = build_root(ROOT, builder)
    assert app.warning.getvalue() == ""
    spellings = ends(app.outdir).items() - {**REDIRECTS[builder], **EXTERNAL}.items()
    names = {"summer-2018", "plain", "draft", "genindex", "search"}
    if builder == "html":
        expected = {(f"{name}/index.html", f"{name}.html") for name in names}
    else:
        expected = {(f"{name}.html", f"{name}/") for name in names}
    # From the paths of sources: gone.md is a redirect itself
    if builder == "html":
        expected |= {("summer.html", "summer-2018.html")}
        expected |= {("gone.html", "https://example.com/new-home")}
    else:
        expected |= {("summer/index.html", "summer-2018/"), ("gone.html", "gone/")}
    assert spellings == expected
    assert Site(app.outdir, BASE).broken() == []


def test_a_spelling_is_never_in_the_way(build_root: BuildRoot) -> None:
    app = build_root(ROOT, permalink_redirects={"/plain/": "/summer-2018.html"})
    assert ends(app.outdir)["plain/index.html"] == "summer-2018.html"
    (app.srcdir / "extra/summer-2018").mkdir(parents=True)
    (app.srcdir / "extra/summer-2018/index.html").write_text("mine")
    app = build_root(ROOT)
    assert (app.outdir / "summer-2018/index.html").read_text() == "mine"


def test_a_file_of_redirects(build_root: BuildRoot) -> None:
    app = build_root(ROOT)
    lines = "from,to\n# a comment\n/csv,/plain.html\n\n/b.html,https://example.com/\n"
    (app.srcdir / "old.csv").write_text(lines)
    conf = (app.srcdir / "conf.py").read_text("utf-8")
    (app.srcdir / "conf.py").write_text(f"{conf}permalink_redirects = 'old.csv'\n")
    app = build_root(ROOT)
    found = ends(app.outdir)
    assert found["csv.html"] == "plain.html"
    assert found["b.html"] == "https://example.com/"
    assert "chain.html" not in found
    (app.srcdir / "_redirects").write_text("# x\n/net   /plain  301\n/nowhere\n")
    (app.srcdir / "conf.py").write_text(f"{conf}permalink_redirects = '_redirects'\n")
    assert re.search(
        "_redirects:3: ERROR: permalink_redirects", refusal(build_root(ROOT))
    )
    (app.srcdir / "_redirects").unlink()
    with pytest.raises(ConfigError, match="cannot read _redirects"):
        build_root(ROOT)


def test_redirects_for_the_host(build_root: BuildRoot) -> None:
    app = build_root(ROOT, permalink_host_redirects=True)
    lines = (app.outdir / "_redirects").read_text().splitlines()
    assert "/blog/chain.html /blog/summer-2018.html#news 301" in lines
    assert "/blog/gone/ https://example.com/new-home 301" in lines
    assert len(lines) == len(REDIRECTS["html"]) + len(EXTERNAL)


@pytest.mark.parametrize(
    ("redirects", "reason"),
    [
        ({"/a": "/b", "/b": "/a"}, "is a redirect loop: /a.html → /b.html → /a.html"),
        ({"/plain": "/summer-2018"}, "is also where plain.md goes"),
        ({"/genindex.html": "/plain"}, "is also where the generated page 'genindex'"),
        ({"/a": "javascript:alert(1)"}, "is neither a path of this site nor an http"),
        ({"/../a": "/plain"}, "leads outside the site"),
        ({"/_static/a": "/plain"}, "belongs to Sphinx"),
        ({"/plain.html/x": "/plain"}, "needs a folder where plain.md is a file"),
        ({"a": "/plain", "/a": "/genindex.html"}, "where the redirect 'a -> /plain' g"),
    ],
)
def test_refused_before_anything_is_written(
    build_root: BuildRoot, redirects: dict[str, str], reason: str
) -> None:
    said = refusal(build_root(ROOT, permalink_redirects=redirects))
    assert reason in said
    assert "conf.py: permalink_redirects: '/" in said


def test_the_owner_is_before_a_document(build_root: BuildRoot) -> None:
    """The redirect of a post is skipped where one of ``conf.py`` is."""
    app = build_root(ROOT, permalink_redirects={"/posts/summer": "/plain"})
    [warning] = warned(app).splitlines()
    assert "summer.md:8: WARNING: aliases: '/posts/summer' is also" in warning
    assert "where the redirect '/posts/summer -> /plain' goes, and is skipped" in (
        warning
    )
    assert ends(app.outdir)["posts/summer.html"] == "plain.html"


def test_a_redirect_to_nothing_is_warned_about(build_root: BuildRoot) -> None:
    app = build_root(ROOT, permalink_redirects={"/a": "/no/where/", "/b": "/plain.txt"})
    assert "redirect /a.html points to /no/where/, which does not exist" in (
        app.warning.getvalue()
    )
    assert "/b.html" not in app.warning.getvalue()


@pytest.fixture
def lost(rootdir: Path, tmp_path: Path) -> Path:
    """A document to write, in the folder that builds use."""
    return shutil.copytree(rootdir / f"test-{ROOT}", tmp_path / ROOT) / "lost.md"


def test_the_place_of_a_redirect_to_nothing_is_told(
    build_root: BuildRoot, lost: Path
) -> None:
    lost.write_text("---\norphan: true\nredirect_to: /no/where/\n---\n# A\n")
    said = build_root(ROOT).warning.getvalue()
    assert "lost.md:3: WARNING: redirect /lost.html points to /no/where/" in said


def test_a_target_that_no_file_can_have(build_root: BuildRoot) -> None:
    app = build_root(ROOT, permalink_redirects={"/a": f"/{'a' * 300}"})
    assert "redirect /a.html points to /aaa" in app.warning.getvalue()


def test_a_refused_document_is_deleted(build_root: BuildRoot, lost: Path) -> None:
    lost.write_text('---\norphan: true\npermalink: ""\n---\n# A\n')
    assert "lost.md:3: ERROR: permalink: ''" in refusal(build_root(ROOT))
    lost.unlink()
    app = build_root(ROOT)
    assert app.statuscode == 0
    assert (app.outdir / "index.html").is_file()


def test_sitemap_and_robots(shared_build: SharedBuild) -> None:
    app = shared_build(ROOT, "dirhtml")
    root = etree.parse(str(app.outdir / "sitemap.xml")).getroot()
    name = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    found = {url.findtext(name + "loc"): url.findtext(name + "lastmod") for url in root}
    assert found == {
        BASE: None,
        BASE + "plain/": None,
        BASE + "summer-2018/": "2019-02-03",
    }
    robots = (app.outdir / "robots.txt").read_text()
    assert f"Sitemap: {BASE}sitemap.xml" in robots


def test_files_of_the_users_own_stay(build_root: BuildRoot) -> None:
    app = build_root(ROOT)
    for name in ("robots.txt", "chain.html"):
        (app.srcdir / "extra" / name).write_text("mine")
    app = build_root(ROOT)
    for name in ("robots.txt", "chain.html"):
        assert (app.outdir / name).read_text() == "mine"
    assert "the redirect /chain.html is not written" in app.warning.getvalue()
    app = build_root(ROOT, permalink_redirects={}, permalink_sitemap=False)
    for name in ("robots.txt", "chain.html"):
        assert (app.outdir / name).read_text() == "mine"
    assert not (app.outdir / "sitemap.xml").exists()


@pytest.mark.parametrize(
    "builder", ["html", pytest.param("dirhtml", marks=pytest.mark.slow)]
)
def test_an_incremental_build_equals_a_clean_one(
    build_root: BuildRoot, builder: str, tmp_path: Path
) -> None:
    app = build_root(ROOT, builder)
    changes = [
        ("summer.md", "permalink: summer-2018", "permalink: /summer/2018/"),
        ("summer.md", "redirect: older/summer\n", ""),
        ("plain.md", "# Plain\n", "---\nredirect_from: /before/\n---\n\n# Plain\n"),
        ("gone.md", "redirect_to: https://example.com/new-home\n", ""),
        ("draft.md", "draft: true", "draft: false"),
        ("conf.py", '    "/chain": "/from/conf",\n', ""),
    ]
    for file, old, new in changes:
        path = app.srcdir / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        incremental = build_root(ROOT, builder)
        assert incremental.warning.getvalue() == ""
        after = snapshot(incremental.outdir)
        incremental.outdir.rename(tmp_path / f"kept-{file}-{len(old)}")
        (incremental.doctreedir / "environment.pickle").unlink()
        clean = build_root(ROOT, builder)
        assert snapshot(clean.outdir) == after


# What no file can be


NO_FILES = {
    "colon": "/Category:Cookbook/",
    "placeholder": "/:year/:title",
    "long": "/" + "a" * 300,
    "dot": "/ends./x",
    "device": "/docs/CON.html",
    "latin": "/caf%E9/",
    "star": "/a*b",
    "quote": '/say-"hi"/',
}
NEVER = {
    "query": "/?p=12",
    "url": "https://old.example/x",
    "control": "/a%00b",
    "tab": "/a%09b",
    "backslash": "\\windows",
}


@pytest.mark.parametrize("by_host", [False, True])
def test_a_redirect_that_no_file_can_be(
    build_root: BuildRoot, tmp_path: Path, *, by_host: bool
) -> None:
    files = {
        f"{name}.md": f"---\nredirect_from: {path!r}\n---\n\n# {name}\n"
        for name, path in {**NO_FILES, **NEVER}.items()
    }
    conf = f'html_baseurl = "{BASE}"\npermalink_host_redirects = {by_host}\n'
    extensions = ("myst_parser", "permalink_blog.urls")
    site = written_site(build_root, tmp_path, files, extensions=extensions, conf=conf)
    app = site.build()
    assert app.statuscode == 0
    said = warned(app).splitlines()
    skipped = {**NEVER} if by_host else {**NO_FILES, **NEVER}
    assert len(said) == len(skipped), said
    for name in skipped:
        [line] = [line for line in said if f"{name}.md:2: WARNING: " in line]
        assert "redirect_from: '" in line
        assert ", and is skipped; " in line
        assert line.endswith("[permalinks.redirect]")
        has_host = "or set permalink_host_redirects = True" in line
        assert has_host is (name in NO_FILES)
    assert all(site.has(f"{name}.html") for name in (*NO_FILES, *NEVER, "index"))
    if by_host:
        lines = (app.outdir / "_redirects").read_text().splitlines()
        assert "/blog/Category%3ACookbook/ /blog/colon.html 301" in lines
        assert "/blog/Category:Cookbook/ /blog/colon.html 301" in lines
        assert "/blog/caf%E9/ /blog/latin.html 301" in lines
        assert "/blog/a%2Ab /blog/star.html 301" in lines
        # As colons are sent; "/:year/:title" would match "/docs/CON.html", too
        assert len(lines) == len(NO_FILES) + 1
        assert "/blog/%3Ayear/%3Atitle /blog/placeholder.html 301" in lines
    site.write({"colon.md": "# Another\n"})
    assert site.differences() == []


def test_a_rule_that_would_match_another_path_is_left_out() -> None:
    """Cloudflare takes ":" and letters for a placeholder, anywhere in a path."""
    redirects = [Redirect("", f"Category%3A{name}/", "x") for name in ("A", "B", "1")]
    assert host_redirects(redirects, "").splitlines() == [
        "/Category%3A1/ /x 301",
        "/Category:1/ /x 301",
        "/Category%3AA/ /x 301",
        "/Category%3AB/ /x 301",
    ]
    redirects = [Redirect("", "Category%3AA/", "x")]
    assert len(host_redirects(redirects, "", ["Category/"]).splitlines()) == 2
    assert len(host_redirects(redirects, "", ["Categories/"]).splitlines()) == 2
    assert len(host_redirects(redirects, "", ["CategoryB/"]).splitlines()) == 1


def test_values_that_are_no_paths(build_root: BuildRoot) -> None:
    app = build_root(ROOT, permalink_redirects={5: "/plain.html"})
    assert "conf.py: permalink_redirects: '5 -> /plain.html' is not text, and is" in (
        warned(app)
    )
    said = refusal(build_root(ROOT, permalink_redirects={"/a": None}))
    assert "permalink_redirects: '/a -> None' is not text" in said


def test_paths_with_commas_for_ablog(build_root: BuildRoot, tmp_path: Path) -> None:
    """ABlog splits the key ``redirect`` at commas."""
    files = {"a.md": "---\nredirect: old/one, old/two\n---\n\n# A\n"}
    extensions = ("myst_parser", "permalink_blog.urls")
    site = written_site(build_root, tmp_path, files, extensions=extensions)
    assert site.warnings() == []
    assert site.has("old/one.html")
    assert site.has("old/two.html")


# What is wrong with a redirect of a document


_WRONG = {
    "out": ("redirect_from: /../a", "leads outside the site"),
    "page": ("redirect_from: /posts/index.html", "is also where posts/index.md goes"),
    "moved": ("aliases: [/Far/Away.html]", "is also where far.md goes"),
    "generated": (
        "redirect: {genindex}",
        "is also where the generated page 'genindex'",
    ),
    "sphinx": ("redirect_from: /_static/x", "belongs to Sphinx"),
    "under": ("redirect_from: /far/away.html/x", "needs a folder where far.md is a"),
    "scheme": ("redirect_to: 'javascript:alert(1)'", "is neither a path of this"),
    "space": ("redirect_to: 'a b'", "is no URL"),
    "self": ("redirect_to: {self}", "is a redirect loop: /self"),
    "other": ("redirect_to: {other}", "is a redirect loop: /other"),
    "there": ("redirect_to: {back}", "is a redirect loop: /there"),
    "back": ("redirect_to: {there}", "is a redirect loop: /back"),
}
_RIGHT = {
    "posts/index.md": "# Posts\n",
    "far.md": "---\npermalink: /far/away.html\n---\n\n# Far\n",
    "into.md": "---\nredirect_to: /there.html\n---\n\n# Into\n",
    "old.md": "---\nredirect_from: /was/old.html\n---\n\n# Old\n",
}


@pytest.mark.parametrize(
    "builder", ["html", pytest.param("dirhtml", marks=pytest.mark.slow)]
)
def test_a_document_with_a_wrong_redirect_stops_no_other(
    build_root: BuildRoot, tmp_path: Path, builder: str
) -> None:
    """Each is one warning with its line; all pages and all other redirects are made."""
    end = "/" if builder == "dirhtml" else ".html"
    uris = {name: f"/{name}{end}" for name in ("genindex", "self", "back", "there")}
    uris["other"] = "/other.html" if end == "/" else "/other/"
    files = {
        f"{name}.md": f"---\norphan: true\n{line.format(**uris)}\n---\n\n# {name}\n"
        for name, (line, _) in _WRONG.items()
    }
    extensions = ("myst_parser", "permalink_blog.urls")
    site = written_site(build_root, tmp_path, files | _RIGHT, extensions=extensions)
    warnings = site.warnings(builder)
    assert len(warnings) == len(_WRONG), warnings
    for name, (_, reason) in _WRONG.items():
        [line] = [x for x in warnings if x.startswith(f"{name}.md:3: WARNING: ")]
        assert reason in line
        assert ", and is skipped; " in line
        assert line.endswith("[permalinks.redirect]")
    app = site.build(builder)
    assert app.statuscode == 0
    for name in (*_WRONG, "far"):
        page = app.builder.get_output_path(name).read_text("utf-8")
        assert f"<h1>{name}" in page.lower()
    assert ends_at(app.builder.get_output_path("into")).endswith(uris["there"][1:])
    assert ends_at(app.outdir / "was/old.html").endswith(f"old{end}")
    assert not [*tmp_path.rglob("a.html"), *tmp_path.rglob("x.html")]
    # When a page appears where a redirect was made, the page is published.
    site.write({"new.md": "---\npermalink: /was/old.html\n---\n\n# New\n"})
    site.write({"out.md": "# Corrected\n"})
    assert site.differences(builder) == []
    assert site.page("was/old.html", builder).title.text.startswith("New")


def ends_at(path: Path) -> str:
    """Return where a redirect page leads, as it is written there."""
    [content] = html.parse(str(path)).xpath("//meta[@http-equiv='refresh']/@content")
    return str(content)


_LATE = """
def setup(app):
    app.connect("html-collect-pages", lambda app: [("late/one", {}, "page.html")])
"""


@pytest.mark.parametrize("path", ["/late/one.html", "/late/one.html/x.html"])
def test_a_page_that_an_extension_makes_is_before_a_redirect(
    build_root: BuildRoot, tmp_path: Path, path: str
) -> None:
    files = {"a.md": f"---\nredirect_from: [{path}, /was]\n---\n\n# A\n"}
    extensions = ("myst_parser", "permalink_blog.urls")
    site = written_site(build_root, tmp_path, files, extensions=extensions, conf=_LATE)
    warnings = site.warnings()
    assert [line.split(" is not written")[0] for line in warnings] == [
        f"a.md:2: WARNING: the redirect {path}",
    ]
    assert "refresh" not in str(site.page("late/one.html"))
    assert site.has("was.html")
    site.write({"index.md": "# Other\n\nText.\n"})
    assert site.differences() == []
    assert "refresh" not in str(site.page("late/one.html"))


# The directive ``post``


_POST = "# One\n\n```{{post}} 2020-01-01\n:redirect: {}\n```\n\nText.\n"
_BAD = {
    "out": ("../../old", "leads outside the site"),
    "search": ("genindex", "is also where the generated page 'genindex' goes"),
    "archive": ("blog/2020", "is also where the generated page 'blog/2020' goes"),
    "page": ("index", "is also where index.md goes"),
    "sphinx": ("_static/x", "is in _static/, which belongs to Sphinx"),
    "url": ("https://old.example/x", "is an absolute URL"),
    "colon": ("Category:Old", "has a ':'"),
}


@pytest.mark.parametrize("permalinks", [True, False])
def test_a_directive_obeys_the_rules_of_front_matter(
    build_root: BuildRoot, tmp_path: Path, *, permalinks: bool
) -> None:
    """The other redirects and posts are published, and nothing outside."""
    files = {f"{name}.md": _POST.format(path) for name, (path, _) in _BAD.items()}
    files["good.md"] = _POST.format("old/one, old/two")
    site = written_site(build_root, tmp_path, files)
    settings = {} if permalinks else {"extensions": ["myst_parser", *BLOG[:-1]]}
    warnings = site.warnings(**settings)
    assert len(warnings) == len(_BAD), warnings
    for name, (path, reason) in _BAD.items():
        [line] = [line for line in warnings if line.startswith(f"{name}.md:4: ")]
        if not permalinks and "is also where" in reason:
            reason = "is also where a document, a generated page or another"
        assert f"WARNING: redirect: '{path}' {reason}" in line
        assert ", and is skipped; " in line
        assert site.has(f"{name}.html")
    assert site.page("old/one.html").select_one("a[href='../good.html']")
    assert site.has("old/two.html")
    assert not [*tmp_path.rglob("old.html")]
    assert site.page("genindex.html").title.text.startswith("Index")


def test_the_line_of_a_directives_redirect(
    build_root: BuildRoot, tmp_path: Path
) -> None:
    text = "One\n===\n\n.. post:: 2020-01-01\n   :redirect: ../x\n\nText.\n"
    site = written_site(build_root, tmp_path, {"one.rst": text})
    [warning] = site.warnings()
    assert warning.startswith("one.rst:5: WARNING: redirect: '../x' leads outside")


def test_a_directive_redirects_to_its_section(
    build_root: BuildRoot, tmp_path: Path
) -> None:
    posts = [
        f"## Part {n}\n\n```{{post}} 2020-01-0{n}\n:redirect: old/{n}\n```\n\nText.\n"
        for n in (1, 2)
    ]
    site = written_site(
        build_root, tmp_path, {"many.md": "\n".join(["# Many\n", *posts])}
    )
    assert site.warnings() == []
    assert site.page("old/2.html").select_one("a[href='../many.html#part-2']")
    site.write({"many.md": "\n".join(["# Many\n", posts[0].replace("1", "3")])})
    assert site.differences() == []
    assert not site.has("old/2.html")


def test_one_mistake_gets_one_message(build_root: BuildRoot, tmp_path: Path) -> None:
    files = {"posts/a.md": "---\ndate: 2020-01-01\nredirect: a:b\n---\n\n# A\n"}
    conf = 'blog_post_pattern = ["posts/*.md"]\n'
    extensions = ("myst_parser", "permalink_blog.frontmatter", *BLOG)
    site = written_site(build_root, tmp_path, files, conf=conf, extensions=extensions)
    [warning] = site.warnings()
    assert warning.startswith("posts/a.md:3: WARNING: redirect: 'a:b' has a ':'")
