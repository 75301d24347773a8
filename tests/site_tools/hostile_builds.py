"""Builds of a small blog with hostile posts, and what must hold in each of them."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import socket
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

import yaml  # type: ignore[import-untyped]
from lxml import etree, html

from permalink_blog.core.store import STORE, Store
from permalink_blog.core.untrusted.html_names import FRAME_HOSTS
from permalink_blog.core.untrusted.urls import scheme_of
from permalink_blog.urls.record import read_record
from site_tools.edits import save
from site_tools.fresh_builds import Built, build, differences
from site_tools.hostile_posts import OUTSIDE, PORT, SECRET, HostilePost
from site_tools.sites import PROJECT
from site_tools.small_blogs import Stamps, stamps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

ARTIFACTS = PROJECT / "test-artifacts" / "fuzz"
T = TypeVar("T")

REFUSED = "ERROR: no page was written"
_TEMPLATES = {  # what Sphinx and its theme make of templates in every build
    *("_static/basic.css", "_static/documentation_options.js"),
    *("_static/language_data.js", "_static/pygments.css", "_static/alabaster.css"),
}
_MESSAGE = re.compile(r"^(?P<where>.*?)(?:WARNING|ERROR|CRITICAL): ", re.MULTILINE)
_WHERE = re.compile(r"[^:]*/[^:/]+\.md:\d+: ")
_FILE = re.compile(r"[^:]*/[^:/]+\.md:+ ")
#: What docutils, Sphinx and MyST tell with the file alone: of nodes that MyST makes of
#: raw HTML and of front matter, which have no line.
WITHOUT_LINE = (
    'ERROR: Duplicate ID: "',
    "WARNING: image file not readable: ",
    "ERROR: Error parsing meta tag attribute ",
)
#: A refused permalink in which nothing can be wrong but that another has it, too.
_PLAIN = re.compile(
    r": ERROR: permalink: '/?[a-z]{4,99}(?:/[a-z]{4,99})*/?' (?P<reason>.*)"
)
_COLLISION = re.compile(r"^(?:is also where|is a file where|needs a folder where)")
_FRONT_MATTER = re.compile(
    r"\A---\n(.*?)^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE
)
_HOSTILE_PAGE = re.compile(r"posts/[\w-]*h\d{3}")
_DATA = ("application/json", "application/ld+json", "text/template")
_LINKS = frozenset({"href", "src", "action", "formaction", "data", "xlink:href"})
_HOSTILE = re.compile(r"posts/[\w-]*?h(\d{3})")
_GOOD = {"posts/good": "Nothing happens to it", "posts/2019-01-02-plain": "published"}


@dataclass(frozen=True)
class Complaint:
    """An invariant that does not hold.

    :param kind: which
    :param text: for people
    """

    kind: str
    text: str


class BrokenInvariantError(Exception):
    """Ends a check."""

    def __init__(self, kind: str, text: str) -> None:
        super().__init__(text)
        self.complaint = Complaint(kind, text)


@dataclass(frozen=True)
class Workshop:
    """A blog that has been built, to which hostile posts are added.

    :param folder: of all of it
    :param builder: "html" or "dirhtml"
    """

    folder: Path
    builder: str

    @classmethod
    def in_folder(cls, folder: Path, builder: str) -> Workshop:
        """Build the good posts, unless they have been built there."""
        workshop = cls(folder, builder)
        if not (folder / "kept").exists():
            root = PROJECT / "tests/roots/test-hostile-posts"
            shutil.copytree(root, workshop.deep / "source")
            workshop.hide_secrets()
            built = workshop.sphinx("site", 1)
            assert built.status == 0, built.said
            assert "WARNING" not in built.said, built.said
            shutil.copytree(folder / "now", folder / "kept", symlinks=True)
        return workshop

    def hide_secrets(self) -> None:
        """Write what attacks are after, and what they could run."""
        outside, source = self.folder / "now/outside", self.deep / "source"
        save(outside / "secret.txt", f"{SECRET}\n")
        save(source / ".git/config", f"{SECRET}\n")
        save(source / ".env", f"{SECRET}\n")
        save(outside / "run.sh", f"#!/bin/sh\ntouch {outside}/trace\n")
        (outside / "run.sh").chmod(0o755)
        save(source / "posts/evil.py", f"open('{outside}/trace', 'w').close()\n")
        for name in ("link.txt", "link.png"):
            (source / "posts" / name).symlink_to("../../../../../outside/secret.txt")

    @property
    def deep(self) -> Path:
        """So deep that "../../.." from an output is still below the folder."""
        return self.folder / "now/a/b/c"

    def check(
        self, posts: Sequence[HostilePost], parallel: int, *, refusable: bool
    ) -> Complaint | None:
        """Build the blog with hostile posts.

        :param parallel: processes
        :param refusable: whether posts may be a reason to refuse the build: it goes on
            without those that are
        :returns: the first invariant that does not hold
        """
        around = self._lay_out(posts)
        try:
            self._check_builds(parallel, refusable=refusable)
            self._check_around(around)
        except BrokenInvariantError as broken:
            return broken.complaint
        return None

    def check_attacks(
        self, posts: Sequence[HostilePost], parallel: int
    ) -> Complaint | None:
        """Build the blog with posts that ask for what no contributor may have.

        :param parallel: processes
        :returns: the first thing that one of them got
        """
        with listening() as (port, asked):
            around = self._lay_out(posts, port)
            site = self.deep / "site"
            try:
                built = self._finished_build("site", parallel)
                if built.status:
                    raise BrokenInvariantError("status", built.said)
                self._check_around(around)
                _check_secrets(site)
                if asked:
                    raise BrokenInvariantError("network", "\n".join(asked))
                for docname, text in _GOOD.items():
                    self._check_page(site, docname, text)
                for number in range(len(posts)):
                    self._check_page(site, f"posts/h{number:03}", "<html")
                _check_harmless(site)
            except BrokenInvariantError as broken:
                return broken.complaint
        return None

    def _lay_out(
        self, posts: Sequence[HostilePost], port: int = 0
    ) -> dict[str, tuple[int, int]]:
        """Write posts into a copy of the blog that was built.

        :param port: at which nobody may ask
        :returns: all files but the outputs
        """
        shutil.rmtree(self.folder / "now", ignore_errors=True)
        shutil.copytree(self.folder / "kept", self.folder / "now", symlinks=True)
        outside = str(self.folder / "now/outside").encode()
        for number, post in enumerate(posts):
            path = self.deep / f"source/posts/{post.start}h{number:03}.md"
            content = post.content.replace(OUTSIDE.encode(), outside)
            save(path, content.replace(PORT.encode(), str(port).encode()))
        return self._around()

    def _check_around(self, around: dict[str, tuple[int, int]]) -> None:
        if changed := self._around().items() - around.items():
            text = f"written outside: {sorted(changed)}"
            raise BrokenInvariantError("outside", text)

    # -- what must hold

    def _check_builds(self, parallel: int, *, refusable: bool) -> None:
        site = self.deep / "site"
        said = self._accepted_build(parallel, refusable=refusable)
        for path in (self.deep / "source/posts").glob("*.md"):
            if _is_broken(path.read_bytes()) and f"/{path.name}:" not in said:
                raise BrokenInvariantError("silence", f"{path.name} is broken:\n{said}")
        for docname, text in _GOOD.items():
            self._check_page(site, docname, text)
        for path in (self.deep / "source/posts").glob("*.md"):
            self._check_page(site, f"posts/{path.stem}", "<html")
        _check_data(site)
        content, before = _content(site), stamps(site)
        said = self._checked_build("site", parallel).said
        if found := differences(_content(site), content):
            raise BrokenInvariantError("second build", "\n".join(found[:60]))
        if news := _unasked(_news(before, stamps(site)), said):
            raise BrokenInvariantError("second build", f"writes {news}\n{said}")
        self._checked_build("clean", 3 - parallel)
        if found := differences(_content(site), _content(self.deep / "clean")):
            raise BrokenInvariantError("clean build", "\n".join(found[:60]))

    def _accepted_build(self, parallel: int, *, refusable: bool) -> str:
        """Build, and again without the posts that are the reason for a refusal.

        :returns: what all these builds said
        """
        site = self.deep / "site"
        kept, said = _content(site), ""
        while True:
            built = self._checked_build("site", parallel, refusable=refusable)
            said += built.said
            if REFUSED not in built.said:
                return said
            if found := differences(_content(site), kept):
                text = "\n".join(["of a refused build:", *found[:40], built.said])
                raise BrokenInvariantError("refused", text)
            errors = [x for x in built.said.splitlines() if "ERROR: " in x]
            for error in map(_PLAIN.search, errors):
                if error and not _COLLISION.search(error["reason"]):
                    raise BrokenInvariantError("refused", f"no reason: {error[0]}")
            named = {n for x in errors for n in _HOSTILE.findall(x)}
            if not named:
                raise BrokenInvariantError("refused", f"names no post:\n{built.said}")
            for number in named:
                for path in (self.deep / "source/posts").glob(f"*h{number}.md"):
                    path.unlink()

    def _check_page(self, site: Path, docname: str, text: str) -> None:
        record = read_record(Store(site / STORE))
        file = site / record.pages.get(docname, "nowhere")
        if not file.is_file() or text not in file.read_text("utf-8"):
            raise BrokenInvariantError("page", f"{docname} is not published as {file}")

    def _checked_build(
        self, name: str, parallel: int, *, refusable: bool = False
    ) -> Built:
        built = self._finished_build(name, parallel)
        said = built.said
        if (built.status == 1) != (REFUSED in said) or (built.status and not refusable):
            raise BrokenInvariantError("status", f"status {built.status}:\n{said}")
        for message in _MESSAGE.finditer(said):
            if not _WHERE.match(message["where"]):
                line = said[message.start() :].partition("\n")[0]
                if REFUSED not in line and not _is_upstream(message["where"], line):
                    raise BrokenInvariantError("no file and line", line)
        return built

    def _finished_build(self, name: str, parallel: int) -> Built:
        try:
            built = self.sphinx(name, parallel)
        except TimeoutError as error:
            raise BrokenInvariantError("time", str(error)) from error
        said = built.said
        if "Traceback" in said or "Exception occurred" in said or built.status > 1:
            raise BrokenInvariantError("traceback", said)
        return built

    # -- builds

    def sphinx(self, name: str, parallel: int) -> Built:
        """Build into the folder of that name."""
        out = self.deep / name
        folders = ["-d", f"{out}-doctrees", self.deep / "source", out]
        arguments = ["-q", "-b", self.builder, "-j", parallel, *folders]
        return build(
            [str(x) for x in arguments],
            self.folder / "said.txt",
            HOSTILE_POSTS_CONF=str(PROJECT / "conf.py"),
            CANARY=SECRET,
        )

    def _around(self) -> dict[str, tuple[int, int]]:
        """Give all files but the outputs."""
        outputs = tuple(str(self.deep / name) for name in ("site", "clean"))
        return {
            str(path): (path.lstat().st_ino, path.lstat().st_mtime_ns)
            for path in (self.folder / "now").rglob("*")
            if not path.is_dir() and not str(path).startswith(outputs)
        }


def _is_upstream(where: str, line: str) -> bool:
    return _FILE.match(where) is not None and any(x in line for x in WITHOUT_LINE)


def _is_broken(content: bytes) -> bool:
    """Say whether a post is certainly not what a post should be."""
    try:
        text = content.decode("utf-8-sig")
        if "\0" in text:
            return True
        if found := _FRONT_MATTER.match(text.replace("\r\n", "\n").replace("\r", "\n")):
            yaml.safe_load(found[1])
    except (UnicodeDecodeError, yaml.YAMLError):
        return True
    except Exception:  # of a value: text in its place need not be wrong
        return False
    return False


def _content(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file() and path.name != ".buildinfo.bak"
    }


def _news(before: Stamps, now: Stamps) -> list[str]:
    changed = {x for x in now.keys() | before.keys() if now.get(x) != before.get(x)}
    return sorted(changed - _TEMPLATES)


def _unasked(news: list[str], said: str) -> list[str]:
    """Choose what a build that has nothing to do writes without a reason.

    A post that names a file which is not there is read again until it is, and its
    warning is said again: its page is written, and what any page is shown on.
    """
    told = set(_HOSTILE.findall(said))
    if not told:
        return news
    return [x for x in news if (found := _HOSTILE.search(x)) and found[1] not in told]


def _check_data(site: Path) -> None:
    """Read what programs read."""
    for path in sorted(site.rglob("[!.]*")):  # our notes begin with a dot
        try:
            match path.suffix:
                case ".xml":
                    etree.fromstring(path.read_bytes(), etree.XMLParser(huge_tree=True))
                case ".json":
                    json.loads(path.read_bytes())
        except (ValueError, etree.XMLSyntaxError) as error:
            name = path.relative_to(site)
            raise BrokenInvariantError("data", f"{name} is broken: {error}") from error


def _check_secrets(site: Path) -> None:
    """Find the secret in an output."""
    for path in sorted(site.rglob("*")):
        if path.is_file() and SECRET.encode() in path.read_bytes():
            name = path.relative_to(site)
            raise BrokenInvariantError("secret", f"{name} has what was hidden")


def _check_harmless(site: Path) -> None:
    """Find what runs in pages of hostile posts, and not in those of good ones."""
    pages = {
        path.relative_to(site).as_posix(): html.fromstring(path.read_bytes())
        for path in sorted(site.rglob("*.html"))
        if "_static" not in path.parts
    }
    known = {_script(x) for name, root in pages.items() for x in _scripts(name, root)}
    known |= {path.name for path in (site / "_static").rglob("*.js")}  # of extensions
    for name, root in pages.items():
        is_redirect = root.xpath("//script[contains(@src, 'permalinks-redirect.js')]")
        if is_redirect or not _HOSTILE_PAGE.search(name):
            continue
        for script in root.iter("script"):
            if script.get("type") not in _DATA and _script(script) not in known:
                raise BrokenInvariantError("script", f"{name}: {_script(script)}")
        for element in root.iter():
            for key, value in element.attrib.items():
                if key.lower().startswith("on") or key == "srcdoc":
                    raise BrokenInvariantError("script", f"{name}: {key}={value}")
                if scheme_of(value) in {"javascript", "vbscript"} and key in _LINKS:
                    raise BrokenInvariantError("script", f"{name}: {key}={value}")
        if root.xpath("//meta[@http-equiv='refresh'] | //object | //embed | //base"):
            raise BrokenInvariantError("markup", f"{name} has what leads away")
        for frame in root.iter("iframe"):
            host = urlsplit(frame.get("src") or "").hostname
            if host is not None and host not in FRAME_HOSTS:
                raise BrokenInvariantError("frame", f"{name} shows {host}")


def _scripts(name: str, root: Any) -> list[Any]:
    return [] if _HOSTILE_PAGE.search(name) else list(root.iter("script"))


def _script(script: Any) -> str:
    """Return what tells a script from others, wherever its page is."""
    source = urlsplit(script.get("src") or "").path.split("/")[-1]
    return source or (script.text or "")


@contextmanager
def listening() -> Iterator[tuple[int, list[str]]]:
    """Listen at a port of this machine.

    :returns: the port, and a list that gets what is sent to it
    """
    asked: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    connection.settimeout(5)
                    try:
                        asked.append(connection.recv(200).decode("latin-1"))
                    except OSError:
                        asked.append("a connection")

        threading.Thread(target=answer, daemon=True).start()
        yield server.getsockname()[1], asked
        server.shutdown(socket.SHUT_RDWR)


# -- from many posts to one


def smallest(
    items: Sequence[T], fails: Callable[[Sequence[T]], bool], *, tries: int
) -> Sequence[T]:
    """Leave out what a failure does not need (Zeller's delta debugging, ddmin).

    :param items: which fail
    :param fails: whether some of them, in their order, still do
    :param tries: how often it may be asked
    """
    parts = 2
    while len(items) > 1 and tries > 0:
        size = -(-len(items) // parts)
        for start in range(0, len(items), size):
            tries -= 1
            rest = [*items[:start], *items[start + size :]]
            if fails(rest):
                items, parts = rest, max(parts - 1, 2)
                break
        else:
            if size == 1:
                break
            parts = min(parts * 2, len(items))
    return items


@dataclass(frozen=True)
class Batch:
    """Hostile posts that are built together, and how."""

    workshop: Workshop
    posts: Sequence[HostilePost]
    parallel: int
    refusable: bool = False
    attacks: bool = False

    def run(self) -> str | None:
        """Check the invariants.

        :returns: which does not hold, of which post, and in which file it is now
        """
        complaint = self._check(self.posts)
        if complaint is None:
            return None
        kind = complaint.kind

        def fails(posts: Sequence[HostilePost]) -> bool:
            found = self._check(posts)
            return found is not None and found.kind == kind

        posts = smallest(self.posts, fails, tries=40)
        if len(posts) == 1:
            start = posts[0].start

            def lines_fail(lines: Sequence[bytes]) -> bool:
                return fails([HostilePost(start, b"".join(lines))])

            lines: Sequence[bytes] = posts[0].content.splitlines(keepends=True)
            lines = smallest(lines, lines_fail, tries=30)
            posts = [HostilePost(start, b"".join(lines))]
        complaint = self._check(posts) or complaint
        files = "\n".join(map(_keep, posts))
        how = f"{self.workshop.builder}, -j {self.parallel}"
        return f"{complaint.kind} ({how}):\n{complaint.text}\nof:\n{files}"

    def _check(self, posts: Sequence[HostilePost]) -> Complaint | None:
        if self.attacks:
            return self.workshop.check_attacks(posts, self.parallel)
        return self.workshop.check(posts, self.parallel, refusable=self.refusable)


def _keep(post: HostilePost) -> str:
    """Write a post where people find it."""
    name = hashlib.sha256(post.content).hexdigest()[:12]
    path = ARTIFACTS / f"{post.start}{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(post.content)
    return f"{path.relative_to(PROJECT)}: {post.content[:500]!r}"
