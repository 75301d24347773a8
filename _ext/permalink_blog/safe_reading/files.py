"""The images and downloads of a contributor's document."""

from __future__ import annotations

import mimetypes
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from permalink_blog.core.priorities import Reading
from permalink_blog.core.untrusted.files import active_content
from permalink_blog.core.untrusted.paths import name_problem
from permalink_blog.core.untrusted.urls import is_harmless
from permalink_blog.safe_reading.checking import Check
from permalink_blog.safe_reading.directives import guard_of
from permalink_blog.safe_reading.documents import content_of
from permalink_blog.safe_reading.report import shorten, warn
from permalink_blog.safe_reading.trust import trusts

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from permalink_blog.core.untrusted.paths import ContentFolder


_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://|data:", re.IGNORECASE)
_FLASH = frozenset(  # which docutils shows in an <object>
    {"application/x-shockwave-flash", "application/vnd.adobe.flash.movie"}
)
_IN_MARKUP = str.maketrans(dict.fromkeys("<>&"))


def check_image(check: Check, image: nodes.Element) -> None:
    """Replace an image that a contributor may not show by its text."""
    uri = str(image.get("uri", ""))
    if reason := _file_problem(check, uri):
        _refuse_image(check, image, uri, reason)
        return
    if image.get("loading") == "embed":
        # docutils opens the file when it writes the page, wherever a build is run
        del image["loading"]
        check.warn(f"image {shorten(uri)!r}: ':loading: embed' is ignored", image)
    kind = mimetypes.guess_type(uri)[0] or ""
    if kind.startswith("video/"):
        # docutils 0.22 escapes neither within <video>.
        image["uri"] = quote(uri, safe="%/:=&?~#+!$,;'@()*[]")
        if "alt" in image:
            image["alt"] = str(image["alt"]).translate(_IN_MARKUP)


def check_download(check: Check, download: nodes.Element) -> bool:
    """Replace a link to a file that it may not lead to by its text.

    :returns: whether it was replaced
    """
    target = str(download.get("reftarget", ""))
    reason = _file_problem(check, target)
    if reason is None:
        return False
    check.warn(f"link {shorten(target)!r}: it {reason}", download)
    download.parent.replace(download, download.children)
    return True


def _refuse_image(check: Check, image: nodes.Element, uri: str, reason: str) -> None:
    check.warn(f"image {shorten(uri)!r}: it {reason}", image)
    image.parent.replace(image, nodes.Text(str(image.get("alt", ""))))


def _file_problem(check: Check, uri: str) -> str | None:
    """Return why a file may not be named; ``None`` also if it is not there."""
    if mimetypes.guess_type(uri)[0] in _FLASH:
        return "is a program (Flash)"
    if _SCHEME.match(uri):
        return None if is_harmless(uri) or uri.startswith("data:") else "runs code"
    for path in dict.fromkeys((uri, unquote(uri))):
        reason = path_problem(check.env, check.content, path)
        if reason is not None:
            return reason
    return None


def path_problem(
    env: BuildEnvironment, content: ContentFolder, path: str
) -> str | None:
    """Return why a document may not name a file.

    :param content: files that it may name
    :param path: as it is written in the document that is read
    :returns: completes "it …"; ``None`` if it may, or if there is no such file
    """
    try:
        _, absolute = env.relfn2path(path, env.docname)
        file = Path(absolute)
        is_there = file.exists() or file.parent.exists()
    except (OSError, ValueError, RuntimeError):
        return None  # Sphinx warns of it
    if not is_there:
        return None
    return content.problem(file) or name_problem(file.name) or active_content(file)


class CheckFiles(SphinxTransform):
    """Check the files that Sphinx and extensions have chosen to publish.

    Sphinx takes an image in the language of the site before the one that is named
    (``a.en.svg`` for ``a.svg``), and all that ``a.*`` matches. Files are found by other
    spellings of their names, and raw HTML has the files that it names as images have
    them (``candidates``).
    """

    default_priority = Reading.FILES

    def apply(self, **_kwargs: Any) -> None:
        """Replace images and links that name forbidden files by their text."""
        guard = guard_of(self.env)
        if guard is None:
            return
        check = Check(self.env, guard.content)
        for image in list(self.document.findall(nodes.image)):
            found: dict[str, str] = image.get("candidates", {})
            files = [name for kind, name in found.items() if kind != "?"]
            for name in files:
                reason = path_problem(self.env, guard.content, f"/{name}")
                if reason is not None:
                    _refuse_image(check, image, name, reason)
                    for each in files:
                        _forget(self.env, each)
                    break
        for download in list(self.document.findall(addnodes.download_reference)):
            path, _ = self.env.relfn2path(download["reftarget"], self.env.docname)
            if check_download(check, download):
                _forget_download(self.env, path)
        for raw in self.document.findall(nodes.raw):
            named: dict[str, str] = raw.get("candidates", {})
            for path in sorted(set(named.values())):
                reason = path_problem(self.env, guard.content, f"/{path}")
                if reason is not None:
                    check.warn(f"raw HTML: file {shorten(path)!r}: it {reason}", raw)
                    _forget_download(self.env, path)
                    named = {x: other for x, other in named.items() if other != path}
                    raw["candidates"] = named


def _forget(env: BuildEnvironment, name: str) -> None:
    """Do not copy an image for the document that is read."""
    docnames, unique = env.images.get(name, (set(), ""))
    docnames.discard(env.docname)
    if unique and not docnames:
        del env.images[name]
        env.images._existing.discard(unique)


def _forget_download(env: BuildEnvironment, name: str) -> None:
    """Do not copy a download for the document that is read."""
    for path, (docnames, _) in list(env.dlfiles.items()):
        if str(path) == name:
            docnames.discard(env.docname)
            if not docnames:
                del env.dlfiles[path]


def check_copied_files(app: Sphinx, env: BuildEnvironment) -> None:
    """Remove files outside the content from those to copy (``env-updated``).

    Whatever has noted them, and however links have changed since they were read.
    """
    content = content_of(app)
    files: Any
    for files in (env.images, env.dlfiles):
        for name, (docnames, _) in list(files.items()):
            path = Path(env.srcdir, name)
            reason = content.problem(path)
            if reason is None or any(trusts(app.config, x) for x in docnames):
                continue
            for docname in sorted(docnames):
                message = f"the file {name!r} {reason}, and is not copied"
                warn("untrusted", message, (docname, 1))
            del files[name]
