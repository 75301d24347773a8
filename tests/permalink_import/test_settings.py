"""What the old configuration says is in ``conf.py``, and nothing else is touched."""

from __future__ import annotations

import ast
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from permalink_import.conf_file import Addition, ConfFile, ConfFileError
from permalink_import.fates import Fate
from permalink_import.model import DocumentKind, Outcome, Settings
from permalink_import.python_text import assignment, call_assignment, literal
from permalink_import.settings import TEMPLATE, sphinx_language
from site_tools.old_sites import NewSite, old_site, page, told

if TYPE_CHECKING:
    from pathlib import Path

ANNA = Settings(
    title="Anna's blog",
    description="On trains,\n  mostly",
    url="https://anna.example",
    baseurl="/blog",
    author="Anna",
    timezone="Europe/Berlin",
    language="de",
)


@pytest.fixture
def site(tmp_path: Path) -> NewSite:
    return NewSite(tmp_path)


def evaluated(conf: str) -> dict[str, Any]:
    """Run a ``conf.py`` as Sphinx does."""
    names: dict[str, Any] = {"__file__": "conf.py"}
    exec(conf, names)
    return names


def ruff(*arguments: str, text: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "ruff", *arguments, "--isolated", "-"],
        input=text,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_conf_py_of_this_site(site: NewSite, project_dir: Path) -> None:
    ours = (project_dir / "conf.py").read_text("utf-8")
    site.write("conf.py", ours)
    post = page("p", kind=DocumentKind.POST, target="posts/2018/p.rst")
    feeds = ("/feed.xml", "/rss%20x.xml")
    assert told(site.run(old_site(post, settings=ANNA, feeds=feeds))) == []
    text = site.read("conf.py")
    now = evaluated(text)
    assert {name: now[name] for name in (*TEMPLATE, *ADDED)} == {
        "project": "Anna's blog",
        "author": "Anna",
        "copyright": "Anna",
        "language": "de",
        "html_baseurl": "https://anna.example/blog/",
        "blog_feed_subtitle": "On trains, mostly",
        "jekyll_links_base_urls": ["https://anna.example/blog/"],
        **ADDED,
    }
    assert "posts/**/*.rst" in now["blog_post_pattern"]
    assert "blog_title" not in now  # it is the project's name: permalink_blog.defaults
    before, after = ours.splitlines(), text.splitlines()
    assert (
        len([x for x in before if x not in after]) == len(TEMPLATE) + 1
    )  # the pattern
    feeds = '{"feed.xml": "blog/atom.xml", "rss x.xml": "blog/atom.xml"}'
    assert after[-6:] == [
        "",
        "# -- Imported from the old site ".ljust(80, "-"),
        "",
        'permalink_timezone = "Europe/Berlin"  # of dates that name none',
        "# where readers know it",
        f"blog_feed_also_at = {feeds}",
    ]
    assert ruff("format", text=text) == text
    ruff("check", text=text)


ADDED = {
    "permalink_timezone": "Europe/Berlin",
    "blog_feed_also_at": {"feed.xml": "blog/atom.xml", "rss x.xml": "blog/atom.xml"},
}


def test_feeds_of_labels_are_no_redirects(site: NewSite) -> None:
    """A feed reader does not follow the redirect of a page."""
    leads = {
        "/feed/by_tag/sea.xml": "/blog/tag/sea/atom.xml",
        "/feed/by_tag/%C3%A9t%C3%A9.xml": "/blog/tag/%C3%A9t%C3%A9/atom.xml",
        "/feed/mira.xml": "/blog/author/mira/atom.xml",
        "/page2/": "/blog/page/2.html",
    }
    site.write("conf.py", "")
    report = site.run(old_site(redirects=leads, feeds=("/feed.xml",)))
    now = evaluated(site.read("conf.py"))
    assert now["blog_feed_also_at"] == {
        "feed.xml": "blog/atom.xml",
        "feed/by_tag/sea.xml": "blog/tag/sea/atom.xml",
        "feed/by_tag/\u00e9t\u00e9.xml": "blog/tag/\u00e9t\u00e9/atom.xml",
        "feed/mira.xml": "blog/atom.xml",
    }
    assert "/page2/,/blog/page/2.html" in site.read("imported-redirects.csv")
    assert "by_tag" not in site.read("imported-redirects.csv")
    assert report.redirects == 1


def test_the_template_is_this_conf_py(project_dir: Path) -> None:
    """Else what nobody has written would be taken for somebody's."""
    conf = ConfFile.parse((project_dir / "conf.py").read_text("utf-8"))
    assert {name: conf.value(name) for name in TEMPLATE} == TEMPLATE


def test_what_somebody_wrote_is_kept(site: NewSite) -> None:
    site.write("conf.py", 'project = "Mine"\nlanguage = "en"\n')
    report = site.run(old_site(settings=Settings(title="Old", language="de")))
    assert site.read("conf.py") == 'project = "Mine"\nlanguage = "de"\n'
    [said] = told(report, Outcome.KEPT)
    assert said.startswith('conf.py: project = "Old" (not from an import): Values that')
    assert report.is_clean


def test_a_convention_of_tags_that_somebody_chose(site: NewSite) -> None:
    site.write("conf.py", 'jekyll_frontmatter_tags = "ablog"\n')
    [kept] = told(site.run(old_site()), Outcome.KEPT)
    assert kept.startswith('conf.py: jekyll_frontmatter_tags = "jekyll" (not from an')
    assert site.read("conf.py") == 'jekyll_frontmatter_tags = "ablog"\n'
    site.write("conf.py", "")
    site.run(old_site())
    assert site.read("conf.py") == ""  # it is the default


def test_what_somebody_changed_since_is_kept(site: NewSite) -> None:
    site.run(old_site(settings=Settings(title="Old", timezone="UTC")))
    text = site.read("conf.py").replace('"Old"', '"Mine"')
    text = text[: text.index("# -- Imported")].rstrip() + "\n"
    site.write("conf.py", text)
    for title, kept in (("Old", "edited here)"), ("Older", "edited here, and")):
        report = site.run(old_site(settings=Settings(title=title, timezone="UTC")))
        [project, zone] = told(report, Outcome.KEPT)
        assert project.startswith(f'conf.py: project = "{title}" ({kept}')
        assert zone.startswith('conf.py: permalink_timezone = "UTC" (removed here): ')
        assert site.read("conf.py") == text
    old = old_site(settings=Settings(title="Older", timezone="UTC"))
    site.run(old, force=["conf.py"])
    now = evaluated(site.read("conf.py"))
    assert (now["project"], now["permalink_timezone"]) == ("Older", "UTC")


def test_what_changed_in_the_old_site_is_taken(site: NewSite) -> None:
    site.run(old_site(settings=Settings(title="Old", timezone="UTC")))
    site.run(old_site(settings=Settings(title="New", timezone="Asia/Tokyo")))
    now = evaluated(site.read("conf.py"))
    assert (now["project"], now["permalink_timezone"]) == ("New", "Asia/Tokyo")
    before = site.snapshot()
    site.run(old_site())  # which says nothing: nothing is taken away
    assert site.snapshot() == before


def test_the_template_s_value_may_be_chosen(site: NewSite) -> None:
    site.run(old_site(settings=Settings(title="Old")))
    site.write("conf.py", 'project = "Permalink"\n')
    report = site.run(old_site(settings=Settings(title="Old")))
    assert 'project = "Old" (edited here)' in told(report)[0]


@pytest.mark.parametrize(
    ("line", "new"),
    [
        ("project = 'Permalink'", 'project = "Old"'),
        ('project: str = "Permalink"', 'project: str = "Old"'),
        ('title = project = "Permalink"', 'title = project = "Old"'),
        ('project = "Permalink"  # why', 'project = "Old"  # why'),
        ('project = (\n    "Perma"\n    "link"\n)', 'project = "Old"'),
        ('project = get("P", "Permalink")', 'project = get("P", "Old")'),
        (
            'project = get(\n    "P", "Permalink"\n)  # why',
            'project = get("P", "Old")  # why',
        ),
        ('x = "π"; y = 1\nproject = "Permalink"', 'x = "π"; y = 1\nproject = "Old"'),
        ('project = "A"\nproject = "Permalink"', 'project = "A"\nproject = "Old"'),
    ],
)
def test_ways_to_set_a_value(site: NewSite, line: str, new: str) -> None:
    around = "def get(key, default):\n    return default\n\n\n{}\nlast = 1\n"
    site.write("conf.py", around.format(line))
    assert told(site.run(old_site(settings=Settings(title="Old")))) == []
    assert site.read("conf.py") == around.format(new)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('if 1:\n    project = "Permalink"\n', "it is set in more than one way"),
        ('project = "Permalink"\nproject += "!"\n', "it is set in more than one way"),
        ('a, project = 1, "Permalink"\n', "it is set in more than one way"),
        ('name = "x"\nproject = f"{name}"\n', "its value is not written out"),
        ("project: str\n", "it has no value"),
        ('a = 1; project = "Permalink"\n', "other text is on its lines"),
        ('project = "Permalink"; a = 1\n', "other text is on its lines"),
        ('project = (  # why\n    "Permalink"\n)\n', "other text is on its lines"),
        ("project = (\n", "it is no Python: '(' was never closed"),
        ("", "it is not there"),
    ],
)
def test_what_has_to_be_done_by_hand(site: NewSite, text: str, reason: str) -> None:
    if text:
        site.write("conf.py", text)
    else:
        (site.folder / "conf.py").unlink()
    report = site.run(old_site(settings=Settings(title="Old")))
    [said] = told(report, Outcome.LEFT)
    assert said.startswith(f'conf.py: project = "Old" ({reason}')
    assert said.endswith("conf.py. Write them yourself")
    assert not report.is_clean
    assert (site.read("conf.py") if text else "") == text
    assert site.has("conf.py") == bool(text)


def test_additions_go_together(site: NewSite) -> None:
    site.write("conf.py", "def setup(app):\n    pass\n")
    site.run(old_site(settings=Settings(timezone="UTC")))
    text = site.read("conf.py") + "\n# -- Mine ---\n\nx = 1\n"
    site.write("conf.py", text)
    site.run(old_site(settings=Settings(timezone="UTC"), feeds=("/feed/feed.xml",)))
    now = site.read("conf.py")
    zone = 'permalink_timezone = "UTC"  # of dates that name none\n'
    feed = 'blog_feed_also_at = {"feed/feed.xml": "blog/atom.xml"}'
    feed += "  # where readers know it\n"
    assert now == text.replace(zone, zone + feed)
    assert ruff("format", text=now) == now


def test_ends_of_lines_stay(site: NewSite) -> None:
    path = site.folder / "conf.py"
    path.write_bytes(b'project = "Permalink"\r\n# x\r\n')
    site.run(old_site(settings=Settings(title="Old", timezone="UTC")))
    content = path.read_bytes()
    assert content.startswith(b'project = "Old"\r\n# x\r\n\r\n# -- Imported')
    assert content.count(b"\n") == content.count(b"\r\n")


def test_feeds_are_where_the_archives_are(site: NewSite) -> None:
    site.write("conf.py", 'blog_path = "/news/"\n')
    site.run(old_site(feeds=("/feed.xml",)))
    now = evaluated(site.read("conf.py"))
    assert now["blog_feed_also_at"] == {"feed.xml": "news/atom.xml"}


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        *[("de", "de"), ("pt-br", "pt_BR"), ("zh-Hans", "zh_Hans"), ("EN_us", "en_US")],
        *[("de-DE-1996", "de_DE_1996"), ("", ""), ("no-nns", "no"), ("english", "")],
    ],
)
def test_languages(tag: str, language: str) -> None:
    assert sphinx_language(tag) == language


# -- Any value -------------------------------------------------------------------------

TEXTS = st.text(
    st.one_of(
        st.sampled_from(" '\"\\# aé漢\u200b\xa0{}"), st.characters(codec="utf-8")
    ),
    max_size=120,
)
VALUES = st.one_of(
    TEXTS,
    st.lists(TEXTS, min_size=1, max_size=3),
    st.dictionaries(TEXTS, TEXTS, min_size=1, max_size=3),
)


@given(st.lists(VALUES, min_size=1, max_size=20), st.sampled_from(["", "# why"]))
@settings(max_examples=30)
@example(["a " * 60, ["x" * 76], "y" * 75, {"z" * 90: "a"}], "# why")
@example(["x" * 76, "x" * 77, "x" * 78, "x" * 79, "x" * 90, "漢" * 40], "")
def test_assignments_are_formatted(values: list[Any], comment: str) -> None:
    lines = [
        line
        for number, value in enumerate(values)
        for line in assignment(f"x{number} = ", value, comment)
    ]
    text = "\n".join([*lines, ""])
    names = evaluated(text)
    assert [names[f"x{number}"] for number in range(len(values))] == values
    assert ruff("format", text=text) == text


@pytest.mark.parametrize("length", [0, 20, 25, 30, 40, 45, 60, 90])
def test_calls_are_formatted(length: int) -> None:
    arguments = ['"READTHEDOCS_CANONICAL_URL"', literal("x" * length)]
    written = call_assignment("html_baseurl = ", "os.environ.get", arguments, "# why")
    text = "\n".join([*written, ""])
    assert ruff("format", text=text) == text
    assert ast.unparse(ast.parse(text)).endswith(f"'{'x' * length}')")


@given(TEXTS, VALUES)
def test_nothing_else_changes(first: str, second: Any) -> None:
    text = '# é\na = "漢"\nproject = "x"  # why\n\nif a:\n    b = project\n'
    conf = ConfFile.parse(text).replace("project", first)
    conf = conf.add(Addition(name="new", value=second, comment="why"))
    assert (conf.value("project"), conf.value("new")) == (first, second)
    kept = [line for line in text.split("\n") if "project =" not in line and line]
    lines = iter(conf.text.split("\n"))
    assert all(line in lines for line in kept)  # in this order
    again = conf.replace("project", "x").replace("new", "y")
    assert again.value("new") == "y"


def test_a_value_of_another_kind(site: NewSite) -> None:
    site.write("conf.py", 'permalink_redirects = {"/mine/": "/"}\n')
    report = site.run(old_site(redirects={"/a/": "/"}))
    [said] = told(report)
    assert said.startswith(
        'conf.py: permalink_redirects = "imported-redirects.csv" (not from an import)'
    )
    assert report.settings["permalink_redirects"] is Fate.FOREIGN
    assert site.has("imported-redirects.csv")


def test_no_value() -> None:
    conf = ConfFile.parse("x = 1\n")
    assert conf.value("y") is None
    with pytest.raises(ConfFileError):
        conf.replace("y", "z")
