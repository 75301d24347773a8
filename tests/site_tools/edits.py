"""Edits of a blog, as its author makes them: each changes a folder of sources.

Documents are Markdown below front matter of one line a key, and are named by a number:
any number is right after any other edits. An edited file is newer than all that was
built before. An edit that does not apply changes nothing.
"""

from __future__ import annotations

import os
import shutil
import struct
import time
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_NO_TEXT = ("#", "(", "```", "[^", "<", "![")


@dataclass
class Source:
    """A document: its front matter, and what blank lines separate below it."""

    keys: dict[str, str]
    blocks: list[str]

    @classmethod
    def parse(cls, text: str) -> Source:
        """Read the text of a document."""
        keys = {}
        if text.startswith("---\n"):
            _, head, text = text.split("---\n", 2)
            for line in head.splitlines():
                key, _, value = line.partition(":")
                keys[key] = value.strip()
        return cls(keys, text.strip().split("\n\n"))

    def __str__(self) -> str:
        head = "".join(f"{key}: {value}\n" for key, value in self.keys.items())
        body = "\n\n".join(self.blocks) + "\n"
        return f"---\n{head}---\n\n{body}" if head else body

    @property
    def first_paragraph(self) -> int:
        """Tell which block ABlog takes for the excerpt, more or less."""
        texts = (i for i, x in enumerate(self.blocks) if not x.startswith(_NO_TEXT))
        return next(texts, len(self.blocks))


def save(path: Path, text: str | bytes) -> None:
    """Write a file, now: the clock of a file system may be some milliseconds late."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    touch(path)


def touch(path: Path) -> None:
    """Make a file newer, and nothing else."""
    now = time.time_ns()
    os.utime(path, ns=(now, now))


def read(path: Path) -> Source:
    """Read a document."""
    return Source.parse(path.read_text("utf-8"))


@dataclass(frozen=True)
class Blog:
    """A folder of sources, and what was deleted from it."""

    folder: Path
    trash: dict[Path, bytes] = field(default_factory=dict)

    def document(self, which: int) -> Path:
        """Choose a document by a number; the home page is one of them."""
        found = sorted(self.folder.rglob("*.md"))
        found = [path for path in found if path.parent.name != "parts"]
        return found[which % len(found)]


@dataclass(frozen=True)
class Edit:
    """An edit that can be printed, and made."""

    function: Callable[..., None]
    arguments: tuple[object, ...] = ()

    def __repr__(self) -> str:
        return f"{self.function.__name__}{self.arguments!r}"

    def make(self, blog: Blog) -> None:
        """Make the edit."""
        self.function(blog, *self.arguments)


# -- the text of a document


def set_key(blog: Blog, which: int, key: str, value: str | None) -> None:
    """Set a key of the front matter, or remove it."""
    _set_key(blog.document(which), key, value)


def _set_key(path: Path, key: str, value: str | None) -> None:
    source = read(path)
    source.keys.pop(key, None)
    if value is not None:
        source.keys[key] = value
    save(path, str(source))


def set_first_paragraph(blog: Blog, which: int, text: str) -> None:
    """Replace the paragraph that other pages show."""
    path = blog.document(which)
    source = read(path)
    first = source.first_paragraph
    source.blocks[first : first + 1] = [text]
    save(path, str(source))


def set_last_block(blog: Blog, which: int, text: str) -> None:
    """Replace the end of a text; a text of one paragraph gets another."""
    path = blog.document(which)
    source = read(path)
    keep = max(source.first_paragraph + 1, len(source.blocks) - 1)
    source.blocks[keep:] = [text]
    save(path, str(source))


def define(blog: Blog, which: int, block: str) -> None:
    """Move what no two documents may define to the end of one."""
    begins = block.split("\n")[1] if "eval-rst" in block else block.split("\n")[0]
    chosen = blog.document(which)
    for path in sorted(blog.folder.rglob("*.md")):
        source = read(path)
        blocks = [x for x in source.blocks if begins not in x]
        if path == chosen:
            blocks.append(block)
        if blocks != source.blocks:
            source.blocks = blocks
            save(path, str(source))


def repeat(blog: Blog, which: int, block: str) -> None:
    """Add a block to a document, whoever has it already; or remove it there."""
    path = blog.document(which)
    source = read(path)
    parts = block.split("\n\n")
    if parts[0] in source.blocks:
        source.blocks = [x for x in source.blocks if x not in parts]
    else:
        source.blocks += parts
    save(path, str(source))


def set_toctree(blog: Blog, toctree: str) -> None:
    """Replace the toctree of the home page."""
    path = blog.folder / "index.md"
    source = read(path)
    for number, block in enumerate(source.blocks):
        if block.startswith("```{toctree}"):
            source.blocks[number] = toctree
    save(path, str(source))


def set_title(blog: Blog, which: int, title: str) -> None:
    """Give a document another title, where it has one."""
    path = blog.document(which)
    source = read(path)
    headings = [i for i, x in enumerate(source.blocks) if x.startswith("# ")]
    if "title" in source.keys or not headings:
        _set_key(path, "title", f'"{title}"')
    else:
        source.blocks[headings[0]] = f"# {title}"
        save(path, str(source))


def set_heading(blog: Blog, which: int, heading: str) -> None:
    """Name the last section of a document anew, or begin one."""
    path = blog.document(which)
    source = read(path)
    headings = [i for i, x in enumerate(source.blocks) if x.startswith("## ")]
    if headings:
        source.blocks[headings[-1]] = f"## {heading}"
    else:
        source.blocks.insert(source.first_paragraph + 1, f"## {heading}")
    save(path, str(source))


def set_label(blog: Blog, which: int, label: str | None) -> None:
    """Set the label above the last section of a document, or remove it."""
    path = blog.document(which)
    source = read(path)
    source.blocks = [x for x in source.blocks if not x.startswith("(")]
    headings = [i for i, x in enumerate(source.blocks) if x.startswith("## ")]
    if label and headings:
        source.blocks.insert(headings[-1], f"({label})=")
    save(path, str(source))


# -- documents


def add_post(blog: Blog, folder: str, name: str, text: str) -> None:
    """Write a post, unless there is one of that name."""
    path = blog.folder / folder / f"{name}.md"
    if not path.exists():
        head = {"date": "2021-03-04", "tags": "apple new", "category": "fruit"}
        save(path, str(Source(head, ["# New", text])))


def delete(blog: Blog, which: int) -> None:
    """Delete a document, but never the home page."""
    path = blog.document(which)
    if path.parent != blog.folder or path.stem != "index":
        blog.trash[path] = path.read_bytes()
        path.unlink()


def restore(blog: Blog, which: int) -> None:
    """Bring a deleted document back, unless there is another now."""
    if blog.trash:
        path = sorted(blog.trash)[which % len(blog.trash)]
        content = blog.trash.pop(path)
        if not path.exists():
            save(path, content)


def move(blog: Blog, which: int, folder: str | None, name: str | None) -> None:
    """Move a post to another folder or name, unless there is one already."""
    old = blog.document(which)
    parent = old.parent if folder is None else blog.folder / folder
    new = parent / (f"{name}.md" if name else old.name)
    if old.is_relative_to(blog.folder / "posts") and not new.exists():
        parent.mkdir(parents=True, exist_ok=True)
        old.rename(new)
        touch(new)


def touch_document(blog: Blog, which: int) -> None:
    """Save a document as it is."""
    touch(blog.document(which))


# -- the other files


def set_config(blog: Blog, name: str, value: str | None) -> None:
    """Set a value at the end of ``conf.py``, or leave it to the lines above."""
    path = blog.folder / "conf.py"
    begin, end = f"{name} = ", "  # edited\n"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    lines = [x for x in lines if not (x.startswith(begin) and x.endswith(end))]
    if value is not None:
        before = lines.index("# code\n") if "# code\n" in lines else len(lines)
        lines.insert(before, f"{begin}{value}{end}")
    save(path, "".join(lines))


def set_file(blog: Blog, name: str, text: str | None) -> None:
    """Write a file, or delete it."""
    path = blog.folder / name
    if text is None:
        path.unlink(missing_ok=True)
    else:
        save(path, text)


def translate(blog: Blog, domain: str, texts: dict[str, str] | None) -> None:
    """Write a catalog of German translations, and use it; or delete it."""
    path = blog.folder / "locale/de/LC_MESSAGES" / f"{domain}.po"
    if texts is None:
        path.unlink(missing_ok=True)
        path.with_suffix(".mo").unlink(missing_ok=True)
        return
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
    save(path, head + "".join(f'\nmsgid "{k}"\nmsgstr "{texts[k]}"\n' for k in texts))
    set_config(blog, "language", "'de'")


def set_inventory(blog: Blog, version: int) -> None:
    """Write the list of what another project defines, in which all depends on a number.

    What it is named, and where it is; in some there is no such thing.
    """
    head = "# Sphinx inventory version 2\n# Project: Other\n# Version: 1\n"
    head += "# The remainder of this file is compressed using zlib.\n"
    lines = f"far std:label -1 far-{version}.html#far Far {version}\n"
    if version:
        lines += f"far.off py:function 1 off.html#far.off-{version} -\n"
    save(blog.folder / "other.inv", head.encode() + zlib.compress(lines.encode()))


def set_code(blog: Blog, code: str | None) -> None:
    """Set what ``conf.py`` does at its end, besides setting values; or remove it."""
    path = blog.folder / "conf.py"
    begin = "# code\n"
    text = path.read_text("utf-8").partition(begin)[0]
    save(path, text + (f"{begin}{code}" if code else ""))


def draw_dot(blog: Blog, name: str, red: int) -> None:
    """Draw a picture of one pixel."""
    chunks = {
        b"IHDR": struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0),
        b"IDAT": zlib.compress(bytes([0, red, 0, 0])),
        b"IEND": b"",
    }
    png = b"\x89PNG\r\n\x1a\n"
    for kind, data in chunks.items():
        crc = struct.pack(">I", zlib.crc32(kind + data))
        png += struct.pack(">I", len(data)) + kind + data + crc
    save(blog.folder / name, png)


def touch_config(blog: Blog) -> None:
    """Save ``conf.py`` as it is."""
    touch(blog.folder / "conf.py")


def check_out(blog: Blog) -> None:
    """Replace all files by new ones with the same content, as a checkout has them."""
    old = blog.folder.with_name("old")
    blog.folder.rename(old)
    shutil.copytree(old, blog.folder, symlinks=True, copy_function=shutil.copy)
    shutil.rmtree(old)


def located(blog: Blog, folder: Path) -> Blog:
    """Return a blog that was moved into another folder."""
    trash = blog.trash.items()
    return Blog(folder, {folder / x.relative_to(blog.folder): y for x, y in trash})


def make_new(folder: Path) -> None:
    """Set the times of all files below a folder, as from a cache that keeps none."""
    for path in folder.rglob("*"):
        if path.is_file():
            touch(path)
