"""Unicode spaces and invisible characters that YAML takes for letters.

A no-break space before a key makes another key of it, and one in front of the first
``---`` hides all front matter. They come with text that is pasted, and from editors
that write a byte order mark before the one that is there.
"""

from __future__ import annotations

import re
import unicodedata

from permalink_blog.core.yaml_nodes import YamlProblem

_ODD = "\u00a0\u00ad\u1680\u2000-\u200f\u202f\u205f\u2060\u3000\ufeff"
_ANY = re.compile(f"[{_ODD}]")
_BEFORE = re.compile(
    rf"\s*[{_ODD}][\s{_ODD}]*(?=---[ \t{_ODD}]*\n[{_ODD}]*[\w.-]+[{_ODD}]*:)"
)
_RULER = re.compile(rf"(?P<ruler>---|\.\.\.)[ \t{_ODD}]*$")
_PLACES = re.compile(
    rf"(?P<start>[{_ODD}][ \t{_ODD}]*)?(?P<key>[\w.-]+(?P<end>[ \t{_ODD}]*):"
    rf"(?P<after>[ \t{_ODD}]*))?"
)


def without_odd_spaces(text: str) -> tuple[str, YamlProblem | None]:
    """Replace the Unicode spaces in front matter that YAML takes for letters.

    Values stay as they are.

    :param text: source of a document
    :returns: the source with the same lines, and the first mistake
    """
    before = _BEFORE.match(text)
    if before is None and not text.startswith("---"):
        return text, None
    start = before.end() if before else 0
    problem = _problem(before[0], 1, "before its first line") if before else None
    lines = text[start:].split("\n")
    above = "\n" * (before[0].count("\n") if before else 0)
    for number, line in enumerate(lines):
        ruler = _RULER.match(line)
        new = ruler["ruler"] if ruler else _corrected(line)
        if _ANY.search(line) and new != line:
            lines[number] = new
            where = f'after "{new}"' if ruler else f'in "{_shown(new)}"'
            line_number = 1 + above.count("\n") + number
            problem = problem or _problem(line, line_number, where)
        if ruler and number:
            lines[number] += above
            return "\n".join(lines), problem
    return text, None  # without an end


def _corrected(line: str) -> str:
    found = _PLACES.match(line)
    if found is None:
        return line
    start, key = found["start"] or "", found["key"] or ""
    rest = line[found.end() :]
    if key:
        key = key[: found.start("end") - found.start("key")] + ":"
        space = found["after"]
        return key + (" " if _ANY.search(space) else space) + rest
    return _ANY.sub(" ", start) + rest


def _problem(text: str, line: int, where: str) -> YamlProblem:
    found = _ANY.search(text)
    character = found[0] if found else ""
    name = unicodedata.name(character, "").lower()
    if character == "\ufeff":
        name = "byte order mark"
    message = (
        f"there is a character that looks like a space or like nothing {where}: "
        f"U+{ord(character):04X} ({name}). Remove it, or write a space"
    )
    return YamlProblem(message, line, is_ignored=False)


def _shown(line: str) -> str:
    return line.strip()[:40]
