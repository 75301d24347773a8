"""The search index, sharded into small files, of which a query loads few.

``pages.js`` has what results show of each page; ``w-co.js`` has all words that begin
with "co", each with the numbers of the pages that have it in their text and in a title.
The files are scripts that call a function, so that a search works on pages that are
opened from a disk.
"""

from __future__ import annotations

import json
from collections import defaultdict
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from permalink_blog.core.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path


PAGES = "pages.js"
_SPREAD = 64  # files for words that begin with a letter beyond ASCII
_SMALL = 100_000  # characters of an index that is dealt out by first letters


def key_of(word: str, letters: int) -> str:
    """Return the name of the shard that contains a word.

    :param word: folded, not empty
    :param letters: number of ASCII letters at the beginning that the words of a shard
        have in common; one for other scripts. So all words with a longer common
        beginning are in one file
    """
    head = word[:letters]
    if head.isascii() and head.isalnum():
        return head.ljust(letters, "_")
    return "_" * letters if word[0] == "_" else f"u{ord(word[0]) % _SPREAD:02x}"


def _texts(postings: Any) -> Mapping[str, str]:
    """Return the page numbers of each word as JSON."""
    texts: Mapping[str, str] | None = getattr(postings, "texts", None)
    if texts is not None:  # permalinks leaves them as the text that they are
        return texts
    return {
        word: json.dumps(numbers, separators=(",", ":"))
        for word, numbers in postings.items()
        if numbers != []
    }


def shard_index(
    data: Mapping[str, Any], pages: Sequence[Sequence[Any] | None]
) -> dict[str, str]:
    """Divide an index into small files.

    :param data: result of ``IndexBuilder.freeze``
    :param pages: rows of ``pages.js`` by number of the document; ``None`` for a
        document that is not to be found
    :returns: text of each file by its name
    """
    # Files of two builds must not be mixed up: they number the pages as this says.
    numbering = sha256(
        _json([page and page[0] for page in pages]).encode()
    ).hexdigest()[:12]
    in_text, in_titles = _texts(data["terms"]), _texts(data["titleterms"])
    letters = 1 if sum(map(len, in_text.values())) < _SMALL else 2
    entries = defaultdict[str, list[str]](list)
    # Of some words, stemmers of older versions leave nothing that one could look for.
    for word in sorted({*in_text, *in_titles} - {""}):
        found = [in_text.get(word, "[]")]
        if word in in_titles:
            found.append(in_titles[word])
        entries[key_of(word, letters)].append(f"{_json(word)}:[{','.join(found)}]")
    files = {
        f"w-{key}.js": _call(key, numbering, "{" + ",\n".join(words) + "}")
        for key, words in entries.items()
    }
    rows = ",\n".join(map(_json, pages))
    keys = _json(" ".join(sorted(entries)))
    content = f'{{"letters":{letters},"keys":{keys},"pages":[{rows}]}}'
    files[PAGES] = _call("pages", numbering, content)
    return files


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _call(name: str, numbering: str, content: str) -> str:
    return f'searchResults.take("{name}","{numbering}",{content});\n'


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Write files, and remove those of another build.

    :param folder: which has nothing else in it
    :param files: text by name; a file that has it already stays as it is
    """
    folder.mkdir(parents=True, exist_ok=True)
    for path in _others(folder, files):
        path.unlink()
    for name, text in files.items():
        path, content = folder / name, text.encode()
        if not path.is_file() or path.read_bytes() != content:
            write_whole(path, content)


def _others(folder: Path, files: Mapping[str, str]) -> Iterable[Path]:
    return [path for path in folder.iterdir() if path.name not in files]
