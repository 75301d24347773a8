from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser
from docutils.utils import new_document

from permalink_blog.core.fragments import fragment_of, is_page
from site_tools.edits import save
from site_tools.small_blogs import warned

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import BuildRoot

#: What extensions ask of a document whose references they resolve. The summary of this
#: post is not on its page, so that its excerpt is resolved on its own.
POST = """\
.. post:: 2020-01-01
   :exclude:

   A summary, see :ref:`here`.

.. _here:

Excluded
========

Text.
"""
ASK = """
import pickle
from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

asked = []

class Ask(SphinxPostTransform):
    default_priority = 500

    def run(self):
        document, docname = self.document, self.env.docname
        if document["source"] == "":
            return  # ABlog's own, for archives and postlist
        assert self.env.path2doc(document["source"]) == docname
        assert document.settings.env is self.env
        assert document.settings.language_code
        assert document.reporter.source
        asked.append([docname, document.astext()])
        if docname == "posts/excluded":
            assert document.nameids["here"] == "here"
            assert "here" in document.ids
        name = f"asked-{len(asked)}"
        document.note_explicit_target(nodes.target("", "", names=[name]))
        pickle.dumps(document)

def setup(app):
    app.asked = asked
    app.add_post_transform(Ask)
"""


def test_a_fragment_offers_what_its_document_does() -> None:
    document = new_document("page.rst", get_default_settings(Parser))
    document["docname"] = "page"
    section = nodes.section("", ids=["a"], names=["a"])
    document += section
    document.note_explicit_target(section)
    document.blog_extra = {"a": [1]}  # type: ignore[attr-defined]
    fragment = fragment_of(document, [nodes.paragraph("", "", nodes.Text("Part."))])
    assert vars(fragment).keys() >= vars(document).keys()
    assert {**document.attributes, "fragment": True} == fragment.attributes
    assert fragment.astext() == "Part."
    assert fragment.ids == document.ids
    assert fragment.children[0].document is fragment
    assert is_page(document)
    assert not is_page(fragment)
    assert not is_page(new_document("", get_default_settings(Parser)))


def test_what_is_noted_in_a_fragment_stays_in_it() -> None:
    document = new_document("page.rst", get_default_settings(Parser))
    fragment = fragment_of(document, [])
    target = nodes.target("", "", names=["b"])
    fragment.note_explicit_target(target)
    fragment["added"] = "x"
    assert "b" in fragment.nameids
    assert "b" not in document.nameids
    assert not document.ids
    assert "added" not in document


@pytest.mark.parametrize("name", ["blog-scaling", "blog-feeds"])
def test_a_post_transform_may_ask_anything(
    build_root: BuildRoot, rootdir: Path, tmp_path: Path, name: str
) -> None:
    shutil.copytree(rootdir / f"test-{name}", tmp_path / name)
    conf = tmp_path / name / "conf.py"
    save(conf, conf.read_text("utf-8") + ASK)
    save(tmp_path / name / "posts/excluded.rst", POST)
    app = build_root(name, blog_feed_fulltext=False)
    assert not warned(app)
    texts = [text for docname, text in app.asked if docname == "posts/excluded"]  # type: ignore[attr-defined]
    assert len(texts) == 2
    assert sum("A summary, see Excluded." in text for text in texts) == 1
