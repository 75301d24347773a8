"""The beginning and end of front matter, and common mistakes about them.

A page whose front matter is not read has another title, no date and another URL, and
shows its keys as text. So front matter that is certain to be meant is put in its place,
with a warning.
"""

from __future__ import annotations

import re

import yaml  # type: ignore[import-untyped]

from permalink_blog.core.yaml_nodes import FIRST_LINE, FRONT_MATTER, YamlProblem

# Words that begin front matter and, with a colon after them, hardly ever a text
_MARKS = re.compile(
    r"^(?:title|layout|date|permalink|tags|categor(?:y|ies)|authors?|slug|draft|"
    r"published|blogpost|orphan|myst|redirect_from|aliases|excerpt):(?:[ \t]|$)",
    re.MULTILINE,
)
_KEYS = re.compile(
    r"(?:(?:[\w.\"'-]+[ \t]*:(?=\s)|[ \t]+\S|-[ \t]|#).*\n)*"
    r"(?:(?:[\w.\"'-]+[ \t]*:(?=\s|\Z)|[ \t]+\S|-[ \t]).*(?:\n|\Z))"
)
"""Lines of YAML, of which the last is no comment: that may be a heading."""
_ALL_YAML = re.compile(
    r"(?:[^\n]+\n)*\Z|(?:(?:[\w.\"'-]+[ \t]*:(?=\s)|[ \t]+\S|-[ \t]|#|[ \t]*$).*\n)*\Z",
    re.MULTILINE,
)
"""Lines without a blank one, or all of which may be YAML."""
_RULER = re.compile(r"(?:[-_=*.\u2013\u2014]{2,}|\u2014)[ \t]*$", re.MULTILINE)
_CERTAIN = 2  # marks, from which on lines without a beginning are front matter
_TOML = re.compile(r"\+\+\+[ \t]*\n(?:.*\n)*?\+\+\+[ \t]*$", re.MULTILINE)


def place_front_matter(text: str) -> tuple[str, YamlProblem | None]:
    """Move front matter to the first line, and add the missing line that ends it.

    :param text: source of a document
    :returns: the source, in which the text below stays on its lines if there is room;
        and the mistake, if there is one
    """
    if text[:1].isspace():
        return _without_blanks(text)
    if text.startswith("+++") and _TOML.match(text):
        message = (
            'it is TOML, between lines of "+++". Write it as YAML ("title: Hello") '
            'between lines of "---"'
        )
        return text, YamlProblem(message, 1)
    if not text.startswith("---"):
        return _with_begin(text) or (text, None)
    match = FRONT_MATTER.match(text)
    if match and (_ALL_YAML.match(match["yaml"]) or is_mapping(match["yaml"])):
        return text, None
    # A line with "---" may be part of the text, if that of the front matter is missing.
    return _with_end(text) or _with_begin(text) or (text, None)


def _with_begin(text: str) -> tuple[str, YamlProblem] | None:
    ruler = _RULER.match(text)
    start = ruler.end() + 1 if ruler else 0
    keys = _KEYS.match(text, start)
    if keys is None or len(_MARKS.findall(keys[0])) < _CERTAIN:
        return None
    end = _RULER.match(text, keys.end())
    if end is None or not keys[0].endswith("\n"):
        return None
    below = text[end.end() :]
    if ruler:
        message = f'it begins with "{ruler[0].strip()}": write "---"'
    else:
        message = 'the line that begins it is missing: add "---" above this one'
        if below.startswith("\n\n"):
            below = below[1:]
    problem = YamlProblem(message, 1, is_ignored=False)
    return f"---\n{keys[0]}---{below}", problem


def _without_blanks(text: str) -> tuple[str, YamlProblem | None]:
    rest = text.lstrip()
    match = FRONT_MATTER.match(rest)
    if match is None or not _MARKS.search(match["yaml"]):
        return text, None
    above = text[: len(text) - len(rest)].count("\n")
    message = (
        'its "---" belongs at the very beginning of the file: remove the blank lines '
        "or spaces before it"
    )
    problem = YamlProblem(message, 1 + above, is_ignored=False)
    return match[0] + "\n" * above + rest[match.end() :], problem


def _with_end(text: str) -> tuple[str, YamlProblem | None] | None:
    begin, _, below = text.partition("\n")
    keys = _KEYS.match(below)
    if begin.strip() != "---" or keys is None or not _MARKS.search(keys[0]):
        return None
    block, below = keys[0], below[keys.end() :]
    block += "" if block.endswith("\n") else "\n"
    last = FIRST_LINE + block.count("\n") - 1
    if ruler := _RULER.match(below):
        written, below = ruler[0].strip(), below[ruler.end() :]
        if written.startswith("---") and not written.strip("-"):
            return f"{begin}\n{block}---{below}", None  # as MyST reads it
        message = f'it ends with "{written}": write "---"'
        last += 1
    else:
        message = 'the line that ends it is missing: add "---" below this one'
        below = "\n" + below.removeprefix("\n")
    problem = YamlProblem(message, last, is_ignored=False)
    return f"{begin}\n{block}---{below}", problem


def is_mapping(block: str) -> bool:
    """Return whether text is a YAML mapping, or empty.

    :param block: of front matter, without the lines ``---``
    """
    try:
        root = yaml.compose(block, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError):
        return False
    return root is None or isinstance(root, yaml.MappingNode)
