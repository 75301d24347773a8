"""Pelican's settings: ``pelicanconf.py`` and ``publishconf.py``, read, and never run.

See https://docs.getpelican.com/en/latest/settings.html.
"""

from __future__ import annotations

import ast
import re
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from permalink_import import limits
from permalink_import.bounds import describe, setting_within_limits
from permalink_import.model import Finding, ImportFailedError, Outcome, Settings, Topic
from permalink_import.pelican.checks import expected
from permalink_import.pelican.defaults import DEFAULTS, URLS
from permalink_import.reasons import NO_ZONE
from permalink_import.sources.urls import split_base

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import tzinfo
    from pathlib import Path


FILES = ("pelicanconf.py", "publishconf.py")

_BELOW = ("ARTICLE", "ARTICLE_LANG", "PAGE", "PAGE_LANG", "DRAFT", "DRAFT_LANG")
_KNOWN = {*DEFAULTS, *(f"{x}_{end}" for x in URLS for end in ("URL", "SAVE_AS"))}


@dataclass(frozen=True, slots=True)
class Pelican:
    """The settings, with their defaults."""

    values: Mapping[str, Any]
    findings: tuple[Finding, ...] = ()

    def __getitem__(self, name: str) -> Any:
        """Return a setting."""
        return self.values[name]

    def names(self, name: str) -> list[str]:
        """Return a list of texts; one text alone is a list of one.

        :param name: of a setting
        :raises KeyError: if Pelican has no such setting
        """
        value = self.values[name]
        items = [value] if isinstance(value, str) else value or []
        return [str(item).strip("/") for item in items]

    @property
    def zone(self) -> tzinfo:
        """The zone of dates that say none."""
        name = self.values["TIMEZONE"]
        return ZoneInfo(str(name) if name and _is_zone(name) else "UTC")

    @property
    def language(self) -> str:
        """The language of what does not say it."""
        return str(self.values["DEFAULT_LANG"]).lower()

    def settings(self) -> Settings:
        """Return the settings that ``conf.py`` has as well."""
        url, baseurl = split_base(str(self.values["SITEURL"] or ""))
        zone = self.values["TIMEZONE"]
        language = self.values.get("said", {}).get("DEFAULT_LANG")
        return Settings(
            title=_text(self.values["SITENAME"]),
            description=_text(self.values["SITESUBTITLE"]),
            url=url,
            baseurl=baseurl,
            author=_text(self.values["AUTHOR"]),
            timezone=str(zone) if zone and _is_zone(zone) else None,
            language=_text(language),
        )


def _text(value: object) -> str | None:
    return str(value) if value else None


def _is_zone(name: object) -> bool:
    try:
        ZoneInfo(str(name))
    except (KeyError, ValueError, OSError):
        return False
    return True


_INPUT = re.compile(
    r"^[ \t]*INPUTDIR[ \t]*[:?]?=[ \t]*(?:\$[({]\w+[)}]/)?(?P<folder>[\w./-]+)[ \t]*$",
    re.MULTILINE,
)
_COMPUTED = (
    "Settings that are computed are not run, and have their defaults. Write the values "
    "themselves, and import again"
)
_INVALID = "Invalid settings have their defaults. Correct them, and import again"


def read_settings(root: Path) -> Pelican:
    """Read both files, the one for publishing over the other.

    :raises ImportFailedError: if there is none, or one is no Python
    """
    said: dict[str, Any] = {}
    findings: list[Finding] = []
    paths = [root / name for name in FILES if (root / name).is_file()]
    if not paths:
        msg = f"{root} has no pelicanconf.py"
        raise ImportFailedError(msg)
    for path in paths:
        findings += _read(path, said)
    values = {**DEFAULTS, **_path(root), **said, **_urls(said), "said": said}
    if (zone := said.get("TIMEZONE")) and not _is_zone(zone):
        findings.append(_left(paths[0].name, 0, f"TIMEZONE = {zone!r}", NO_ZONE))
    return Pelican(values, tuple(findings))


def _path(root: Path) -> dict[str, str]:
    """Return the folder of the texts for a site whose settings name none.

    It is an argument of the command then: what the Makefile of ``pelican-quickstart``
    has, or ``content``, as in Pelican's documentation.
    """
    folders = ["content"]
    with suppress(OSError, ValueError):
        text = (root / "Makefile").read_text(encoding="utf-8")
        folders = [match["folder"] for match in _INPUT.finditer(text)] + folders
    inside = (x for x in folders if ".." not in x.split("/"))
    return next(({"PATH": x} for x in inside if (root / x).is_dir()), {})


def _urls(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return URLs and files, with the defaults that older settings imply."""
    urls = {f"{key}_{end}": x for key, x in URLS.items() for end in ("URL", "SAVE_AS")}
    for key in ("PAGE", "PAGE_LANG", "ARTICLE", "ARTICLE_LANG"):
        if said.get("CLEAN_URLS"):
            urls[f"{key}_URL"] = URLS[key].removesuffix(".html") + "/"
    urls |= {name: value for name, value in said.items() if name in urls}
    if structure := said.get("ARTICLE_PERMALINK_STRUCTURE"):
        above = re.sub(r"%\((\w+)\)s", r"{\g<1>}", structure)
        above = re.sub(r"(%[A-Za-z])", r"{date:\g<1>}", above).strip("/")
        for key in _BELOW:
            for end in ("URL", "SAVE_AS"):
                name = f"{key}_{end}"
                urls[name] = f"{above}/{said.get(name, urls[name])}"
    return urls


def _read(path: Path, said: dict[str, Any]) -> Iterator[Finding]:
    """Read the assignments of a file into ``said``."""
    try:
        tree = ast.parse(path.read_text(encoding="utf-8-sig"))
    except (OSError, SyntaxError, ValueError) as error:
        msg = f"{path}: cannot be read: {error}"
        raise ImportFailedError(msg) from error
    except (RecursionError, MemoryError) as error:
        msg = f"{path}: cannot be read: {describe(error)}"
        raise ImportFailedError(msg) from error
    top = set(map(id, tree.body))
    for node in ast.walk(tree):
        names = [name for name in _assigned(node) if name in _KNOWN]
        if not names:
            continue
        try:
            if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
                raise ValueError
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            is_whole = all(isinstance(target, ast.Name) for target in targets)
            if id(node) not in top or not is_whole:
                raise ValueError  # in a condition; or a part, as in NAME["key"] = …
            value = _value(node.value, said)
            with setting_within_limits(f"{path.name}:{node.lineno}: {names[0]}"):
                problems = [expected(name, value) for name in names]
            wanted = next(filter(None, problems), None)
        except (ValueError, TypeError, SyntaxError):
            what = ast.unparse(node).partition("\n")[0][:80]
            yield _left(path.name, node.lineno, what, _COMPUTED)  # type: ignore[attr-defined]
        else:
            if wanted is None:
                said.update(dict.fromkeys(names, value))
                continue
            what = ast.unparse(node).partition("\n")[0][:80]
            what = f"{what} (expected {wanted})"
            yield _left(path.name, node.lineno, what, _INVALID)


def _assigned(node: ast.AST) -> list[str]:
    """Return the names that a statement assigns to, whole or in part."""
    targets: list[ast.expr] = []
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, ast.AnnAssign | ast.AugAssign):
        targets = [node.target]
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        function = node.value.func  # NAME.update(…)
        targets = [function.value] if isinstance(function, ast.Attribute) else []
    names = [x.value if isinstance(x, ast.Subscript) else x for x in targets]
    return [name.id for name in names if isinstance(name, ast.Name)]


def _value(node: ast.expr, said: Mapping[str, Any]) -> Any:
    """Evaluate a literal, or what is made of literals and other settings."""
    if isinstance(node, ast.Name) and node.id in said:
        return said[node.id]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = _value(node.left, said), _value(node.right, said)
        if _size(left) + _size(right) > limits.SETTING_LENGTH:
            raise ValueError
        return left + right
    return ast.literal_eval(node)


def _size(value: object) -> int:
    return len(value) if isinstance(value, str | bytes | list | tuple) else 1


def _left(source: str, line: int, what: str, reason: str) -> Finding:
    return Finding(
        outcome=Outcome.LEFT,
        source=source,
        line=line,
        what=what,
        reason=reason,
        topic=Topic.SETTINGS,
    )
