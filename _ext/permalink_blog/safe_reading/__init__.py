"""Read posts of contributors: a mistake costs a warning, never the build.

Bytes that are not UTF-8, and Markdown at which MyST or a directive fails, end a build
of Sphinx without a word about which line it was. Here a warning names file and line,
and what was readable of the post is published, as are all other posts.

What the text of a contributor may do is said in ``guide/security.md``. The rules are in
:mod:`untrusted`, and these apply them:

1. :mod:`.trust`: who is trusted (``blog_trust_authors``)
2. :mod:`.documents`: the reading of a document, within :mod:`.sandbox` (files,
   networks, programs) and a :mod:`~permalink_blog.core.untrusted.budget` (time, memory)
3. :mod:`.front_matter`, :mod:`.substitutions`, :mod:`.directives`, :mod:`.notebooks`:
   what the text asks for
4. :mod:`.content`: the nodes that were made of it, and the files that are copied
5. :mod:`.programs`: extensions that read documents in their own way
6. :mod:`.writing`: documents at which extensions fail later
7. :mod:`.output`: what writers and templates forget to escape
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from docutils import nodes
from myst_parser.parsers.sphinx_ import MystParser
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from permalink_blog.core.priorities import (
    BuilderInited,
    ConfigInited,
    DoctreeRead,
    EnvUpdated,
    Reading,
    SourceRead,
)
from permalink_blog.core.version import extension_metadata
from permalink_blog.safe_reading import encoding, notebooks
from permalink_blog.safe_reading.content import CheckContent
from permalink_blog.safe_reading.documents import guard_reading
from permalink_blog.safe_reading.files import CheckFiles, check_copied_files
from permalink_blog.safe_reading.front_matter import drop_scripts
from permalink_blog.safe_reading.latex import RefuseMacros
from permalink_blog.safe_reading.linked_folders import exclude_linked_folders
from permalink_blog.safe_reading.output import FRAMES, defuse_posts, guard_output
from permalink_blog.safe_reading.parser import SafeMystParser
from permalink_blog.safe_reading.programs import refuse_builders, restrict_extensions
from permalink_blog.safe_reading.report import line_of, shorten, warn
from permalink_blog.safe_reading.substitutions import guard_substitutions
from permalink_blog.safe_reading.trust import add_option
from permalink_blog.safe_reading.writing import LeaveRemoteImages, guard_documents

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata


_MYST = frozenset({"myst_parser", "myst_nb", "permalink_blog.notebooks"})
"""The extensions that have Markdown read, of which a site has one."""


def _guard_parsers(app: Sphinx, config: Config) -> None:
    """Replace MyST's parsers by guarded ones (``config-inited``).

    A parser that another extension made of MyST's stays as it is.
    """
    parsers = app.registry.source_parsers
    if parsers.get("markdown") is MystParser:
        app.add_source_parser(SafeMystParser, override=True)
    notebook_parser = parsers.get("myst-nb")
    if notebook_parser is not None:
        from myst_nb.sphinx_ import Parser

        from permalink_blog.safe_reading.notebook_parser import (
            SafeNotebookParser,
            guard_renderer,
        )

        if notebook_parser is Parser:
            guard_renderer(app)
            app.add_source_parser(SafeNotebookParser, override=True)


def _read_leniently(app: Sphinx) -> None:
    if app.config.source_encoding.lower() in encoding.REPLACED:
        app.env.settings["input_encoding"] = encoding.NAME


def _check_characters(app: Sphinx, docname: str, source: list[str]) -> None:
    if not encoding.MARKS & set(source[0]):
        return
    path = app.env.doc2path(docname)
    for problem in encoding.find_problems(path.read_bytes()):
        warn("encoding", problem.message, (docname, problem.line))
    # Sphinx 8 and sources in other encodings are not read with ours.
    source[0] = encoding.without_nul(source[0])


class DropFolders(SphinxTransform):
    """Keep folders from Sphinx that an author took for images or downloads.

    It would fail to copy them at the end of a build, when it has forgotten whose they
    are.
    """

    default_priority = Reading.FOLDERS

    def apply(self, **_kwargs: Any) -> None:
        """Replace images and downloads that are folders by their text."""
        for image in list(self.document.findall(nodes.image)):
            if self._is_folder(str(image.get("uri", ""))):
                self._warn_of_folder("image", image["uri"], image)
                image.parent.replace(image, nodes.Text(image.get("alt", "")))
        for download in list(self.document.findall(addnodes.download_reference)):
            if self._is_folder(str(download.get("reftarget", ""))):
                self._warn_of_folder("download", download["reftarget"], download)
                download.parent.replace(download, download.children)

    def _is_folder(self, uri: str) -> bool:
        if "://" in uri or uri.startswith("data:"):
            return False
        try:
            _, path = self.env.relfn2path(unquote(uri), self.env.docname)
            return Path(path).is_dir()
        except (OSError, ValueError):
            return False  # Sphinx tells of it

    def _warn_of_folder(self, kind: str, uri: str, node: nodes.Node) -> None:
        message = f"{kind} {shorten(uri)!r}: this is a folder; name a file"
        warn(kind, message, (self.env.docname, line_of(node)))


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx."""
    if not _MYST.intersection((*app.config.extensions, *app.extensions)):
        app.setup_extension("myst_parser")
    encoding.register()
    add_option(app)
    app.add_config_value(FRAMES, [], "env", frozenset({list, tuple}))
    guard_substitutions(app)
    # before extensions that read documents on their own
    app.connect("builder-inited", guard_reading, priority=BuilderInited.BEFORE_READERS)
    app.connect(
        "builder-inited", refuse_builders, priority=BuilderInited.BEFORE_READERS
    )
    app.connect(
        "config-inited", restrict_extensions, priority=ConfigInited.RESTRICTIONS
    )
    app.connect(
        "config-inited", exclude_linked_folders, priority=ConfigInited.EXCLUSIONS
    )
    app.add_transform(CheckContent)
    app.add_transform(CheckFiles)
    app.add_post_transform(RefuseMacros)
    # after the collectors
    app.connect("doctree-read", drop_scripts, priority=DoctreeRead.CHECKS)
    app.connect("doctree-read", defuse_posts, priority=DoctreeRead.CHECKS)
    app.connect(
        "doctree-read", notebooks.leave_out_scripts, priority=DoctreeRead.CHECKS
    )
    app.connect("env-updated", check_copied_files, priority=EnvUpdated.COPIED_FILES)
    guard_documents(app)
    app.connect("builder-inited", guard_output, priority=BuilderInited.GUARDS)
    app.add_post_transform(LeaveRemoteImages)
    app.connect("config-inited", _guard_parsers)
    app.connect("builder-inited", _read_leniently)
    app.connect("source-read", _check_characters, priority=SourceRead.CHARACTERS)
    app.add_transform(DropFolders)
    return extension_metadata(env_version=2)
