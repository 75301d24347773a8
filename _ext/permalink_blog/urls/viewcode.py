"""Pages of ``sphinx.ext.viewcode``, and those to make again.

That extension makes the page of a module when its file is newer than the page, and
never for another reason. It reads the code of a module when a document that describes
it is read, which a change of the code does not make Sphinx do.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.pycode import ModuleAnalyzer

from permalink_blog.core.files import string_digest
from permalink_blog.core.priorities import DoctreeRead, EnvPurgeDoc, EnvUpdated

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.environment import BuildEnvironment


HANDLER = "sphinx.ext.viewcode.collect_pages"
_FOLDER = "_modules"
# Of the environment: viewcode's; docname to what is linked to; while documents are read
_MODULES, _LINKS = "_viewcode_modules", "permalinks_viewcode"
_KEPT = "permalinks_viewcode_kept"


def connect(app: Sphinx) -> None:
    """Follow what documents link to, where viewcode is there."""
    app.connect("env-purge-doc", keep_modules, priority=EnvPurgeDoc.BEFORE_VIEWCODE)
    app.connect("env-purge-doc", forget_links)
    app.connect("doctree-read", note_links, priority=DoctreeRead.AFTER_VIEWCODE)
    app.connect("env-merge-info", merge_links)
    app.connect("env-updated", settle_links, priority=EnvUpdated.NAMES)


def module_pages(builder: StandaloneHTMLBuilder, around: str) -> dict[str, str]:
    """Return the pages that viewcode makes in a clean build, but for their index.

    :param around: a digest of what every page shows
    :returns: pagename to a digest of what decides what is on the page
    """
    env = builder.env
    modules: dict[str, Any] = getattr(env, _MODULES, {})
    found = {}
    for module, entry in modules.items():
        if entry:
            code, tags, used, refname = entry
            links = sorted((x, builder.get_target_uri(used[x])) for x in used)
            parents = [x for x in modules if module.startswith(f"{x}.")]
            shown = [around, code, sorted(tags.items()), links, refname, parents]
            found[_page_of(module)] = string_digest(json.dumps(shown))
    return found


def _page_of(module: str) -> str:
    return f"{_FOLDER}/{module.replace('.', '/')}"


# -- While documents are read --------------------------------------------------------


def keep_modules(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Keep what is known of modules (``env-purge-doc``, before viewcode).

    It forgets a module with the last document that it links back to, although others
    may describe the same objects.
    """
    if modules := getattr(env, _MODULES, None):
        kept = vars(env).setdefault(_KEPT, {})
        kept.update({name: entry for name, entry in modules.items() if entry})


def note_links(app: Sphinx, doctree: nodes.document) -> None:
    """Note what a document links to (``doctree-read``, right after viewcode).

    It is read again when the code has changed.
    """
    env, docname = app.env, app.env.docname
    pages = {_page_of(module): module for module in getattr(env, _MODULES, ())}
    if not pages:
        return
    links = {
        (pages[node["reftarget"]], node["refid"])
        for node in doctree.findall(nodes.Element)
        if type(node).__name__ == "viewcode_anchor" and node["reftarget"] in pages
    }
    _links(env)[docname] = sorted(links)
    for module in sorted({module for module, _name in links}):
        if file := _file_of(app, module):
            env.note_dependency(file)


def _file_of(app: Sphinx, module: str) -> str | None:
    if app.events.emit_firstresult("viewcode-find-source", module):
        return None  # some extension has the code, from wherever
    try:
        file, _code = ModuleAnalyzer.get_module_source(module)
    except Exception:
        return None
    return None if file is None else os.fspath(file)


def forget_links(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Forget what a document linked to (``env-purge-doc``)."""
    _links(env).pop(docname, None)


def merge_links(
    app: Sphinx, env: BuildEnvironment, docnames: set[str], other: BuildEnvironment
) -> None:
    """Add the links to code in documents that a worker read (``env-merge-info``)."""
    known = _links(other)
    _links(env).update({name: known[name] for name in docnames if name in known})


def settle_links(app: Sphinx, env: BuildEnvironment) -> None:
    """Decide which document the code links back to (``env-updated``, early).

    Of several that describe an object it is the last one, as in a clean serial build,
    in whichever order and by whichever worker they were read.
    """
    kept = vars(env).pop(_KEPT, {})
    modules: dict[str, Any] = getattr(env, _MODULES, {})
    used: dict[str, dict[str, str]] = defaultdict(dict)
    links = _links(env)
    for docname in sorted(links):
        for module, name in links[docname]:
            used[module][name] = docname
    for module in used.keys() & kept.keys() - modules.keys():
        modules[module] = kept[module]
    for module, entry in modules.items():
        if entry:
            entry[2].clear()
            entry[2].update(used[module])


def _links(env: BuildEnvironment) -> dict[str, list[tuple[str, str]]]:
    if not hasattr(env, _LINKS):
        setattr(env, _LINKS, {})
    found: dict[str, list[tuple[str, str]]] = getattr(env, _LINKS)
    return found
