"""What extensions leave in the environment and in doctrees has a version.

With another version of an extension Sphinx then reads all documents again, in place of
taking for new what an older version has made.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from sphinx.testing.util import SphinxTestApp

from site_tools.sites import PROJECT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PACKAGES = (PROJECT / "_ext/permalink_blog").glob("*/__init__.py")
OURS = {f"permalink_blog.{path.parent.name}" for path in PACKAGES}
#: Handlers of these, and transforms, see documents while they are read.
READING = ("source-read", "include-read", "doctree-read", "env-merge-info")


@pytest.fixture
def app(tmp_path: Path) -> Iterator[SphinxTestApp]:
    known = [*sys.path]
    preview = {"blog_preview": True}
    app = SphinxTestApp(srcdir=PROJECT, builddir=tmp_path, confoverrides=preview)
    yield app
    app.cleanup()
    sys.path[:] = known


def modules_that_read(app: SphinxTestApp) -> set[str]:
    found = {
        listener.handler.__module__
        for event in READING
        for listener in app.events.listeners.get(event, ())
    }
    return found | {transform.__module__ for transform in app.registry.get_transforms()}


def test_what_reads_documents_has_a_version(app: SphinxTestApp) -> None:
    modules = modules_that_read(app)
    reading = {".".join(module.split(".")[:2]) for module in modules} & OURS
    assert {
        "permalink_blog.incremental",
        "permalink_blog.posts",
        "permalink_blog.preview",
        "permalink_blog.links",
    } <= reading
    for name in reading & app.extensions.keys():
        assert app.extensions[name].metadata.get("env_version"), name
