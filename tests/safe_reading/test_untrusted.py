"""What a contributor writes stays text: it runs, reads, asks and stops nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from site_tools.hostile_sites import HostileSite, hostile_site
from site_tools.sites import PROJECT
from site_tools.slow import slow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_tools.fresh_builds import Built

pytest.importorskip("sphinx_design", reason="not all requirements are installed")

#: The posts of ``tests/roots/test-untrusted``, and a pattern of a message for each
#: thing in them that is refused, with its line.
PROGRAMS = {
    "substitution.md": [
        r":2: .*enable_extensions: this is for conf\.py",
        ":6: .*SecurityError",
    ],
    "environment.md": [
        ":3: .*'app'",
        ":5: .*unsafe",
        ":7: .*small",
        ":9: .*exponent",
    ],
    "automodule.md": [
        ':4: .*"automodule" runs code',
        ':6: .*"autosummary" runs code',
        ':11: .*"inheritance-diagram" runs code',
        ':14: .*"autofunction" runs code',
        ':17: .*"autolink" runs code',
    ],
    "graphviz.md": [
        ':3: .*"graphviz" runs code or starts a program',
    ],
    "ifconfig.md": [
        ':3: .*"ifconfig" runs code',
    ],
    "parser.rst": [
        ":4: .*(?s:.)*?no module is imported",
    ],
    "other-run.md": [
        ":3: .*starts a program",
        ":6: .*starts a program",
        ":9: .*among documents",
    ],
    "rst-run.rst": [
        ":4: .*starts a program",
        ":6: .*among documents",
    ],
}
FILES = {
    "include.md": [
        ":3: .*outside of the source folder",
        ":6: .*outside of the source folder",
        ":9: .*outside of the source folder",
        r":12: .*hidden file or folder \(\.git\)",
        r":15: .*hidden file or folder \(\.env\)",
        ":18: .*virtual environment",
        ":21: .*output of a build",
        ":24: .*standard files",
    ],
    "literalinclude.md": [
        ":3: .*outside",
        ":6: .*outside",
        ":9: .*outside",
    ],
    "raw.md": [
        ":3: .*outside",
        ":7: .*outside",
    ],
    "included.md": [
        r"nested\.txt:1: .*outside|included\.md:\d+: .*outside",
        "raw HTML: <script>",
    ],
    "link.md": [
        ":3: .*link '",
        ":5: .*link '",
        ":7: .*link '",
        ":9: .*link '",
        ":11: .*link '",
        ":13: .*link '",
        ":15: .*link '",
        ":17: .*link '",
    ],
    "image.md": [
        ":3: .*image '.*(?:outside|hidden)",
        ":5: .*image '.*(?:outside|hidden)",
        ":7: .*image '.*(?:outside|hidden)",
        ":9: .*image '.*(?:outside|hidden)",
        ":11: .*image '.*(?:outside|hidden)",
        ":13: .*image '.*outside",
        ":15: .*image '.*outside",
        ":17: .*image '.*outside",
        r"image\.md:\d+: .*image '.*outside",
    ],
    "files.rst": [
        ":4: .*(?:outside|standard)",
        ":6: .*(?:outside|standard)",
        ":9: .*(?:outside|standard)",
        ":12: .*(?:outside|standard)",
        ":14: .*(?:outside|standard)",
        ":16: .*(?:outside|standard)",
        ":18: .*(?:outside|standard)",
    ],
    "other-read.md": [
        ":3: .*(?:source folder|hidden file|not a file that a build writes)",
        ":6: .*(?:source folder|hidden file|not a file that a build writes)",
        ":9: .*(?:source folder|hidden file|not a file that a build writes)",
        ":12: .*(?:source folder|hidden file|not a file that a build writes)",
        ":15: .*(?:source folder|hidden file|not a file that a build writes)",
        ":18: .*(?:source folder|hidden file|not a file that a build writes)",
    ],
}
NETWORK = {
    "url.md": [
        ":3: .*names a URL",
        ":7: .*names a URL",
        ":11: .*names a URL",
    ],
    "other-ask.md": [
        ":3: .*network",
        ":6: .*network",
    ],
}
PAGES = {
    "html.md": [
        ":3: .*raw HTML: <script>",
        r":5: .*\"onclick\" of <b>",
        ":7: .*javascript",
    ],
    "rst-html.rst": [
        ":7: .*<script>",
        ":9: .*<script>",
        ":13: .*javascript",
        ":15: .*javascript",
    ],
    "refresh.md": [
        ":1: .*meta element",
        ":1: .*google-site",
        r":\d+: .*meta element 'http-equiv'",
    ],
    "tex.md": [
        r":3: .*\\input",
        ":5: .*raw text for 'latex'",
        ":9: .*tabularcolumns",
    ],
}
#: Texts that take much time or memory, and the same.
LIMITS = {
    "bomb.md": (
        "---\na0: &a0 [lol]\n"
        + "".join(
            f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10)
        )
        + "title: *a9\n---\n# B\n",
        [r":8: .*front matter is too large"],
    ),
    "deep.md": (
        f"---\ntitle: {'[' * 5000}{']' * 5000}\n---\n# D\n",
        [r":2: .*front matter is too large"],
    ),
    "formula.md": (
        f"# F\n\n$${'{' * 8000}x{'}' * 8000}$$\n",
        [r":3: .*No MathML .*in each other"],
    ),
    "iframes.md": (f"# I\n\n{'<iframe src=' * 12_000}\n", []),
    "lines.md": (
        "# L\n\n```{code-block} python\n:emphasize-lines: 1-1000000000\nx\n```\n",
        [r':3: .*number above 100,000 in "emphasize-lines"'],
    ),
    "itself.md": ("# I\n\n```{include} itself.md\n```\n", [r"itself\.md:\d+: "]),
    "substitutions.md": (
        "---\nmyst:\n  substitutions:\n    a0: x\n"
        + "".join(
            f"    a{n}: '{{{{a{n - 1}}}}}{{{{a{n - 1}}}}}'\n" for n in range(1, 30)
        )
        + "---\n# S\n\n{{a29}}\n",
        [r":1: .*it has more than 1,000 substitutions"],
    ),
    "slow.md": (
        "---\ntitle: It is slow\n---\n\n```{other-slow} x\n```\n",
        [r":1: .*it takes more than 1 seconds"],
    ),
    "large.md": (
        "---\ntitle: It is large\n---\n\n```{other-large} x\n```\n",
        [r":5: .*it takes more than 200 MiB of memory"],
    ),
    "resolved.md": (
        "---\ntitle: It is resolved\n---\n\nIt fails when it is resolved.\n",
        [r":1: .*cannot be written \(KeyError: 'x is not recognized'\)"],
    ),
    "written.md": (
        "---\ntitle: It is written\n---\n\nIt takes long to write.\n",
        [r":1: .*cannot be written \(it takes more than 1 seconds\)"],
    ),
    "replaced.rst": (
        "R\n=\n\n|a29|\n\n.. |a0| replace:: x\n"
        + "".join(
            f".. |a{n}| replace:: |a{n - 1}| |a{n - 1}|\n" for n in range(29, 0, -1)
        ),
        [r":1: .*it takes more than 1 seconds"],
    ),
}
REFUSED = PROGRAMS | FILES | NETWORK | PAGES | {k: v for k, (_, v) in LIMITS.items()}
ROOT = PROJECT / "tests/roots/test-untrusted/posts"
_LOW = """
from permalink_blog.core.untrusted import limits
limits.READING_SECONDS, limits.READING_MEMORY = 1, 200 << 20
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HostileSite]:
    with hostile_site(tmp_path_factory.mktemp("hostile")) as made:
        made.lay_out(_LOW)
        for path in ROOT.iterdir():
            made.post(path.name, path.read_text("utf-8"))
        for name, (text, _) in LIMITS.items():
            made.post(name, text)
        yield made


@pytest.fixture(scope="module", params=[slow(("html", 1)), ("dirhtml", 2)])
def built(site: HostileSite, request: pytest.FixtureRequest) -> Built:
    builder, parallel = request.param
    site.output = site.folder / builder
    return site.build_well(builder, parallel)


def test_nothing_leaks(site: HostileSite, built: Built) -> None:
    assert site.leaks() == []


@pytest.mark.parametrize("name", REFUSED)
def test_each_is_named_with_its_line(name: str, built: Built) -> None:
    said = [x for x in built.said.splitlines() if "/posts/" in x]
    about = "\n".join(x.partition("/posts/")[2] for x in said)
    if name == "parser.rst":
        about = built.said
    for pattern in REFUSED[name]:
        exact = pattern if not pattern.startswith(":") else re.escape(name) + pattern
        assert re.search(exact, about), (pattern, about)


def test_the_others_are_published(site: HostileSite, built: Built) -> None:
    pages = {path.stem for path in site.output.rglob("*.html")}
    pages |= {path.parent.name for path in site.output.rglob("index.html")}
    names = {name.partition(".")[0] for name in REFUSED}
    assert names <= pages
    assert "stolen" not in pages
    assert "good" in pages
    for name in ("slow", "large", "resolved", "written"):  # front matter is kept
        assert f"It is {name}" in _soup(site, name).get_text()


def test_pages_have_nothing_that_runs(site: HostileSite, built: Built) -> None:
    good = _soup(site, "good")
    scripts = {str(x.get("src")).split("/")[-1] for x in good.select("script")}
    for name in REFUSED:
        page = _soup(site, name.partition(".")[0])
        for script in page.select("script"):
            assert str(script.get("src")).split("/")[-1] in scripts, name
        for element in page.select("*"):
            assert not [x for x in element.attrs if x.startswith("on")], (name, element)
            for key in ("href", "src"):
                value = str(element.get(key, ""))
                assert not value.startswith("javascript:"), (name, element)
        assert not page.select("iframe[src*=evil], meta[http-equiv=refresh]"), name
    described = _soup(site, "refresh").select_one("meta[name=description]")
    assert described
    assert described["content"] == "It is fine"


def test_a_page_keeps_its_frame(site: HostileSite, built: Built) -> None:
    def frame(name: str) -> list[str]:
        return [x.name for x in _soup(site, name).select("body > *")]

    assert frame("html") == frame("good")


@pytest.mark.parametrize("builder", ["epub", "latex"])
def test_a_book_fetches_no_image(tmp_path, builder: str) -> None:
    with hostile_site(tmp_path) as site:
        site.lay_out('blog_trust_authors = ["index"]')
        address = f"http://127.0.0.1:{site.port}/a.png"
        site.post("a.md", f"# A\n\n![An image]({address})\n\nIn ![]({address}) it.\n")
        built = site.build(builder)
        leaks = site.leaks()
    assert built.status == 0, built.said
    assert leaks == []
    text = "".join(
        path.read_text("utf-8", errors="replace")
        for path in site.output.rglob("*")
        if path.suffix in {".xhtml", ".tex"}
    )
    assert text.count(address) >= 2
    assert "An image" in text


def test_an_owner_may_do_all_of_it(tmp_path) -> None:
    """What these tests look for is there once authors are trusted."""
    with hostile_site(tmp_path) as site:
        site.lay_out("blog_trust_authors = True")
        names = ["substitution.md", "include.md", "url.md", "html.md", "image.md"]
        for name in names:
            site.post(name, (ROOT / name).read_text("utf-8"))
        site.post(
            "run.md", "# R\n\n```{other-run} touch @FOLDER@/trace-of-a-program\n```\n"
        )
        built = site.build()
        leaks = " ".join(site.leaks())
    assert built.status == 0, built.said
    assert "trace-of-a-program" in leaks
    assert "include.html" in leaks
    assert "_images/secret.png" in leaks
    assert "GET /csv" in leaks
    assert "GET /raw" in leaks
    assert "safe_reading.untrusted" not in built.said


def test_documents_may_be_trusted_by_name(tmp_path) -> None:
    with hostile_site(tmp_path) as site:
        site.lay_out('blog_trust_authors = ["posts/owner*"]')
        text = "# A\n\n```{include} ../../secret.txt\n```\n\n<script>x()</script>\n"
        site.post("owner.md", text)
        site.post("theirs.md", text)
        built = site.build()
        leaks = site.leaks()
    assert any("owner" in x for x in leaks)
    assert not any("theirs" in x for x in leaks)
    assert "theirs.md:3:" in built.said
    assert "owner.md:3:" not in built.said


@pytest.mark.parametrize("value", ['"api/**"', "1", "[1]", "None"])
def test_another_value_is_refused(tmp_path, value: str) -> None:
    with hostile_site(tmp_path) as site:
        site.lay_out(f"blog_trust_authors = {value}")
        built = site.build()
    assert built.status == 2
    assert "blog_trust_authors: " in built.said


def test_the_doctest_builder_runs_no_example(tmp_path) -> None:
    with hostile_site(tmp_path) as site:
        site.lay_out()
        site.post(
            "a.md",
            "# A\n\n```{doctest}\n>>> open('@FOLDER@/trace-of-a-program', 'w')\n```\n",
        )
        built = site.build("doctest")
        leaks = site.leaks()
    assert built.status == 2
    assert leaks == []
    assert "-D blog_trust_authors=1" in built.said


def _page(site: HostileSite, name: str) -> str:
    plain = site.output / f"posts/{name}.html"
    return f"posts/{name}.html" if plain.exists() else f"posts/{name}/index.html"


def _soup(site: HostileSite, name: str) -> BeautifulSoup:
    text = (site.output / _page(site, name)).read_text("utf-8")
    return BeautifulSoup(text, "html.parser")
