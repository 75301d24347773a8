"""One post makes neither thousands of pages nor other pages long."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import jinja2.sandbox
import pytest

from permalink_blog.core.untrusted import limits
from site_tools.hostile_sites import hostile_site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_tools.fresh_builds import Built
    from site_tools.hostile_sites import HostileSite

pytest.importorskip("sphinx_design", reason="not all requirements are installed")

MORE = """
extensions.append("ablog")
blog_baseurl = html_baseurl = "https://example.org/"
blog_post_pattern = "posts/*"
post_auto_excerpt = 0
from permalink_blog.core.untrusted import limits
limits.READING_MEMORY = 200 << 20
"""
TAGS = [f"tag{number}" for number in range(5_000)]
LINKS = [f"A <https://e.example/{number}>" for number in range(30_000)]
POSTS = {
    "tags.md": f"---\ndate: 2020-01-01\ntags: {', '.join(TAGS)}\n---\n# Tags\n",
    "title.md": f"# {'A ' * 400_000}\n",
    "toctree.md": "# T\n\n```{toctree}\n" + "\n".join(LINKS) + "\n```\n",
    "grows.md": "# G\n\n{{ 'x'" + "|list|string" * 70 + " }}\n",
    "drawn.md": "# Drawn\n",
    "once.md": "# O\n\n```{other-once} x\n```\n\nWhat follows.\n",
}
SAID = {
    "tags.md": "tags: 5,000 of them: only 100 are taken",
    "title.md": "cut to 1,000 characters",
    "toctree.md": "toctree: more than 1,0",
    "grows.md": "a filter is for at most 10,000 characters",
    "once.md": "it takes more than 200 MiB of memory",
}
ONCE = '''

class Once(Other):
    def do(self, argument):
        return len(bytearray(1 << 34))  # no timer looks in between


RESERVE = (
    "import mmap; mmap.mmap(-1, 1 << 36, prot=mmap.PROT_READ, "
    "flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS); print('reserved')"
)


def reserve(app, pagename, templatename, context, doctree):
    """Start a program as Java and Node.js start: with more memory than it will use."""
    if pagename == "posts/drawn":
        import subprocess, sys
        run = subprocess.run([sys.executable, "-c", RESERVE], capture_output=True)
        context["body"] += run.stdout.decode()


def setup(app, before=setup):
    before(app)
    app.add_directive("other-once", Once)
    app.connect("html-page-context", reserve)
'''


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HostileSite]:
    with hostile_site(tmp_path_factory.mktemp("limits")) as made:
        made.lay_out(MORE)
        others = made.source / "others.py"
        others.write_text(others.read_text("utf-8") + ONCE, "utf-8")
        for name, text in POSTS.items():
            made.post(name, text)
        yield made


@pytest.fixture(scope="module")
def built(site: HostileSite) -> Built:
    return site.build_well()


@pytest.mark.parametrize("name", SAID)
def test_what_is_cut_is_named(built: Built, name: str) -> None:
    if name == "once.md" and sys.platform != "linux":
        pytest.skip("elsewhere no allocation fails")
    said = [x for x in built.said.splitlines() if f"/posts/{name}:" in x]
    assert SAID[name] in " ".join(said)


def test_one_post_makes_few_pages(site: HostileSite, built: Built) -> None:
    pages = list(site.output.rglob("*.html"))
    assert len(pages) < limits.LABELS + 50
    assert (site.output / "posts/good.html").stat().st_size < 200_000
    assert "What follows" in (site.output / "posts/once.html").read_text("utf-8")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is no limit")
def test_programs_that_draw_may_reserve_much(site: HostileSite, built: Built) -> None:
    assert "reserved" in (site.output / "posts/drawn.html").read_text("utf-8")


@pytest.mark.parametrize("filters", ["|list|string", "|string|list", "|title|list"])
def test_filters_do_not_grow(filters: str) -> None:
    from permalink_blog.safe_reading.substitutions import SafeSubstitutions

    made = SafeSubstitutions(undefined=jinja2.StrictUndefined)
    template = made.from_string("{{ 'x'" + filters * 70 + " }}")
    with pytest.raises(jinja2.sandbox.SecurityError):
        template.render()
