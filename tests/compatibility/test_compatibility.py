"""Sites that other people could have: nothing of them is lost with our extensions.

The roots ``test-compat-*`` use what public ABlog sites use. Each is built as it is, and
with the extensions of the guide's "Add to your site".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urldefrag

import pytest

from site_tools.dropped_in import Output, Project
from site_tools.edits import save
from site_tools.fresh_builds import differences
from site_tools.small_blogs import edit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Edit = Callable[[Path], None]


def replaced(file: str, old: str, new: str) -> Edit:
    """Return an edit that replaces a piece of a file."""
    return lambda source: edit(source / file, old, new)


def added(file: str, text: str) -> Edit:
    """Return an edit that adds a file."""
    return lambda source: save(source / file, text)


def removed(file: str) -> Edit:
    """Return an edit that removes a file."""
    return lambda source: (source / file).unlink()


@dataclass(frozen=True)
class Case:
    """A root, how it is built, and edits of its sources, one after another.

    :ivar blog_path: page of all posts
    """

    root: str
    edits: tuple[Edit, ...]
    blog_path: str
    builder: str = "html"
    jobs: int = 1

    def project(self, folder: Path, *, with_ours: bool) -> Project:
        project = Project(folder, builder=self.builder, jobs=self.jobs)
        project.copy(self.root, with_ours=with_ours)
        return project


NEW_IN_REST = ".. post:: 2016-01-01\n   :tags: paper\n\nNew\n===\n\nText.\n"
NEW_IN_MYST = "---\ndate: 2024-01-01\ntags: one, red\n---\n\n# New\n\nText.\n"
NEW_CODE = "def other():\n    pass\n\n\ndef headline"
NEW_EXAMPLE = '"""\nNew\n===\n\nText.\n"""\n\nprint(1)\n'

REST = (
    replaced("news/first.rst", "The second paragraph", "Another paragraph"),
    replaced("news/second.rst", "Second edition\n===", "A new title\n==="),
    replaced("news/several.rst", ":tags: ink & lead", ":tags: glue"),
    added("news/new.rst", NEW_IN_REST),
    removed("news/new.rst"),
)
CODE = (
    replaced("releases/one.rst", "With", "It has"),
    replaced("code_of_press.py", "def headline", NEW_CODE),
    replaced("code_of_press.py", "A press.", "A printing press."),
)
DOCUMENT = (
    replaced("posts/first.md", "The second one", "Another one"),
    replaced("posts/second.md", "# The second", "# A new title"),
    replaced("posts/first.md", "tags: two words, one", "tags: three"),
    replaced("news.md", "# All the news", "# All news"),
    added("posts/new.md", NEW_IN_MYST),
    removed("posts/new.md"),
)
THEME = (
    replaced("entries/one.md", "About colours", "On colours"),
    replaced("entries/two.rst", "Two\n===", "The two\n======="),
    replaced("_themes/own/ablog/collection.html", "<h2>", '<h2 class="post">'),
    replaced("entries/one.md", "category: Colours", "category: Shapes"),
    added("entries/four.md", NEW_IN_MYST),
    removed("entries/four.md"),
)
GALLERY = (
    replaced("posts/text.rst", "Beside", "Next to"),
    replaced("posts/notebook.ipynb", "# A notebook", "# One notebook"),
    replaced("examples/plot_sum.py", "The example adds", "This one adds"),
    added("examples/plot_new.py", NEW_EXAMPLE),
    removed("examples/plot_new.py"),
)
CASES = {
    "rest": Case("compat-rest", REST, "news/archive.html"),
    "rest-dirhtml": Case(
        "compat-rest", REST, "news/archive/index.html", builder="dirhtml"
    ),
    "document": Case("compat-document", DOCUMENT, "news.html", jobs=2),
    "code": Case("compat-code", CODE, "releases.html"),
    "theme": Case("compat-theme", THEME, "log/of/the/blog.html"),
    "gallery": Case("compat-gallery", GALLERY, "blog.html"),
}
QUICK = "rest"


def marks(name: str) -> list[pytest.MarkDecorator]:
    """Return the markers of a case: all but one are slow."""
    return [] if name == QUICK else [pytest.mark.slow]


@dataclass(frozen=True)
class Compared:
    """What a site was, and what it is with our extensions.

    A document at ``blog_path`` is replaced by the list of all posts.
    """

    stock: Output
    ours: Output
    blog_path: str


@pytest.fixture(
    scope="module",
    params=[pytest.param(name, marks=marks(name)) for name in CASES],
)
def compared(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Compared:
    """Build a site as it is, and with our extensions."""
    case = CASES[request.param]
    outputs = []
    for with_ours in (False, True):
        folder = tmp_path_factory.mktemp(request.param)
        output = case.project(folder, with_ours=with_ours).build("first")
        assert output.built.status == 0, output.built.said
        outputs.append(output)
    return Compared(*outputs, blog_path=case.blog_path)


def test_no_file_is_lost(compared: Compared) -> None:
    """Neither pages nor redirects, feeds, images and what other extensions write."""
    assert compared.stock.files.keys() - compared.ours.files.keys() == set()


def test_each_document_says_the_same(compared: Compared) -> None:
    documents = compared.stock.documents - {compared.blog_path}
    assert len(documents) >= 3
    stock, ours = compared.stock.texts, compared.ours.texts
    assert {x: ours[x] for x in documents} == {x: stock[x] for x in documents}


def test_each_archive_lists_the_same_posts(compared: Compared) -> None:
    """Archives have a layout of their own, with the same posts."""
    stock, ours = compared.stock.listed, compared.ours.listed
    others = compared.stock.documents | compared.stock.redirects.keys()
    archives = stock.keys() - others | {compared.blog_path}
    assert {x: ours[x] for x in archives} == {x: stock[x] for x in archives}


def test_redirects_lead_to_the_same_pages(compared: Compared) -> None:
    """With the extensions, also to the section of a page that the post is."""
    stock, ours = compared.stock.redirects, compared.ours.redirects
    pages = {name: urldefrag(ours[name]).url for name in stock}
    assert pages == {name: urldefrag(url).url for name, url in stock.items()}


def test_feeds_have_the_same_entries(compared: Compared) -> None:
    stock, ours = compared.stock.feeds, compared.ours.feeds
    assert stock
    assert {name: ours[name] for name in stock} == stock


def test_no_warning_is_new(compared: Compared) -> None:
    assert set(compared.ours.warnings) - set(compared.stock.warnings) == set()


def test_no_link_breaks(compared: Compared) -> None:
    assert compared.ours.broken_links - compared.stock.broken_links == set()


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_an_incremental_build_equals_a_clean_one(tmp_path: Path, name: str) -> None:
    case = CASES[name]
    project = case.project(tmp_path, with_ours=True)
    project.build("incremental")
    for number, make in enumerate(case.edits):
        make(project.source)
        incremental = project.build("incremental")
        clean = project.build_clean("clean")
        assert incremental.built.status == clean.built.status == 0, clean.built.said
        found = differences(incremental.files, clean.files)
        assert not found, f"edit {number}:\n" + "\n".join(found)
