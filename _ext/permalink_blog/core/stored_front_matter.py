"""Front matter as the environment keeps it: values with their types, and lines of keys.

``env.metadata`` has texts, in which a list is JSON, for templates and for other
extensions, any of which may change them. What is not text by itself is kept beside it
as the value that it stands for, and is read again only if somebody has changed the
text. This is an extension, so that it has a version of its own in the environment;
whoever needs it calls :func:`add_front_matter`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from sys import intern
from typing import TYPE_CHECKING

from sphinx.environment.collectors import EnvironmentCollector
from sphinx.util import get_filetype

from permalink_blog.core.front_matter_lines import all_lines, lines_of_items
from permalink_blog.core.parsed_source import (
    forget_source,
    keep_as_written,
    kept_yaml,
)
from permalink_blog.core.priorities import SourceRead
from permalink_blog.core.values import FieldTexts, is_json, is_plain
from permalink_blog.core.version import extension_metadata

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

    from permalink_blog.core.values import Value


# In env.temp_data:
_SOURCE, _LINES = "permalink_blog.source", "permalink_blog.lines"
_KNOWN = "permalink_blog.values"

OPTIONS = frozenset(
    {"author", "category", "date", "excerpt", "image", "language", "location"}
    | {"redirect", "tags", "title"}
)
"""Keys that directives have as options, which messages are about, too."""


@dataclass(slots=True)
class _Kept:
    """The front matter of one document.

    :ivar values: key to a text of ``env.metadata`` and the value that it stands for,
        where that is another
    :ivar lines: key to the line of the file, from 1
    :ivar items: key of labels to the line of each that has one of its own
    """

    values: dict[str, tuple[str, Value]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    items: dict[str, dict[str, int]] = field(default_factory=dict)


def _kept(env: BuildEnvironment) -> dict[str, _Kept]:
    if not hasattr(env, "permalink_front_matter"):
        env.permalink_front_matter = {}  # type: ignore[attr-defined]
    kept: dict[str, _Kept] = env.permalink_front_matter  # type: ignore[attr-defined]
    return kept


class FrontMatterCollector(EnvironmentCollector):
    """Store values and lines, after Sphinx has collected the texts."""

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        """Drop what is kept of a document that is removed or read again."""
        _kept(env).pop(docname, None)

    def merge_other(
        self,
        app: Sphinx,
        env: BuildEnvironment,
        docnames: AbstractSet[str],
        other: BuildEnvironment,
    ) -> None:
        """Add the front matter of the documents that a worker process has read."""
        theirs = _kept(other)
        _kept(env).update({name: theirs[name] for name in docnames if name in theirs})

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        """Keep what the front matter of the document is (``doctree-read``)."""
        env = app.env
        kept, metadata = _Kept(), env.metadata[env.docname]
        texts = {key: text for key, text in metadata.items() if isinstance(text, str)}
        fields = FieldTexts(texts, known_values(env))
        for key, text in texts.items():
            if not is_plain(text):
                kept.values[intern(key)] = (text, fields.value(key))
        if _is_unparsed(app):
            keep_as_written(env, str(env.temp_data.get(_SOURCE, "")))
        parsed = kept_yaml(env)
        wanted = OPTIONS.union(metadata, parsed.lines if parsed else ())
        lines = _lines_of_source(env)
        kept.lines = {intern(key): lines[key] for key in lines if key in wanted}
        if parsed is not None:
            kept.items = lines_of_items(parsed)
        _kept(env)[env.docname] = kept


def front_matter_of(env: BuildEnvironment, docname: str) -> FieldTexts:
    """Return the fields of a document's front matter that are text, with values."""
    metadata = env.metadata.get(docname, {})
    texts = {key: text for key, text in metadata.items() if isinstance(text, str)}
    return _fields(env, docname, texts)


def front_matter_value(env: BuildEnvironment, docname: str, key: str) -> Value:
    """Return the typed value of a key; ``None`` if it is missing or empty.

    :param key: of the front matter
    """
    text = env.metadata.get(docname, {}).get(key)
    if not isinstance(text, str):
        return None
    return _fields(env, docname, {key: text}).value(key)


def _fields(env: BuildEnvironment, docname: str, texts: dict[str, str]) -> FieldTexts:
    kept = _kept(env).get(docname)
    return FieldTexts(texts, {**kept.values} if kept else {})


def known_values(env: BuildEnvironment) -> dict[str, tuple[str, Value]]:
    """Return what texts of the document that *env* reads stand for, to add to it."""
    if _KNOWN not in env.temp_data:
        env.temp_data[_KNOWN] = {}
    known: dict[str, tuple[str, Value]] = env.temp_data[_KNOWN]
    return known


def note_parsed_values(env: BuildEnvironment, texts: Mapping[str, str]) -> None:
    """Note the values of which MyST has made JSON, as they were parsed.

    :param texts: fields of the document that *env* reads, as MyST wrote them
    """
    parsed, known = kept_yaml(env), known_values(env)
    for key, value in (parsed.values or {}).items() if parsed else ():
        text = texts.get(key, "")
        if is_plain(text) or isinstance(value, str) or not is_json(value):
            continue
        if text in (str(value), json.dumps(value)):  # and not that of "Autor"
            known[key] = (text, value)


def key_line(env: BuildEnvironment, docname: str, *keys: str) -> int | None:
    """Return the line of the first of some keys that a document has, from 1.

    :param docname: of a document that is read, or was
    """
    lines: Mapping[str, int]
    if _SOURCE in env.temp_data and docname == env.docname:
        lines = _lines_of_source(env)
    else:
        kept = _kept(env).get(docname)
        lines = kept.lines if kept else {}
    return next((lines[key] for key in keys if key in lines), None)


def label_line(
    env: BuildEnvironment, docname: str, label: str, *keys: str
) -> int | None:
    """Return the line of a label, or of the first key if the label is not found.

    :param label: tag, category or author as it is listed
    :param keys: of the front matter that may contain it
    """
    kept = _kept(env).get(docname)
    for key in keys if kept else ():
        items = kept.items.get(key, {})  # type: ignore[union-attr]
        having = [text for text in items if text == label]
        having += [text for text in items if label in text]
        if having:
            return items[having[0]]
    return key_line(env, docname, *keys)


def _lines_of_source(env: BuildEnvironment) -> dict[str, int]:
    """Return the lines of all keys of the document that *env* reads."""
    lines: dict[str, int] | None = env.temp_data.get(_LINES)
    if lines is None:
        parsed = kept_yaml(env)
        lines = dict(parsed.lines) if parsed is not None else {}
        lines |= all_lines(str(env.temp_data.get(_SOURCE, "")))
        env.temp_data[_LINES] = lines
    return lines


def _is_unparsed(app: Sphinx) -> bool:
    """Return whether nobody has parsed the front matter of a document for all."""
    if "permalink_blog.frontmatter" in app.extensions:
        return False
    path = app.env.doc2path(app.env.docname)
    return get_filetype(app.config.source_suffix, path) != "restructuredtext"


def _keep_source(app: Sphinx, docname: str, source: list[str]) -> None:
    """Keep the source as it is in its file, until it is read (``source-read``)."""
    app.env.temp_data[_SOURCE] = source[0]
    app.env.temp_data[_LINES] = None
    forget_source(app.env)


def add_front_matter(app: Sphinx) -> None:
    """Keep front matter in the environment, unless another extension has done so."""
    app.setup_extension(__name__)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx."""
    app.connect("source-read", _keep_source, priority=SourceRead.AS_IN_FILE)
    app.add_env_collector(FrontMatterCollector)
    return extension_metadata(env_version=1)
