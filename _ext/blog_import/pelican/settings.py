"""Pelican's settings: ``pelicanconf.py`` and ``publishconf.py``, read, and never run.

See https://docs.getpelican.com/en/latest/settings.html.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from blog_import.model import Finding, ImportFailedError, Outcome, Settings, Topic
from blog_import.pelican.checks import expected
from blog_import.reasons import NO_ZONE
from blog_import.sources.urls import split_base

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import tzinfo
    from pathlib import Path

FILES = ("pelicanconf.py", "publishconf.py")

DEFAULTS: Mapping[str, Any] = {
    "PATH": ".",
    "ARTICLE_PATHS": [""],
    "ARTICLE_EXCLUDES": [],
    "PAGE_PATHS": ["pages"],
    "PAGE_EXCLUDES": [],
    "STATIC_PATHS": ["images"],
    "STATIC_EXCLUDES": [],
    "OUTPUT_PATH": "output",
    "IGNORE_FILES": ["**/.*"],
    "SITEURL": "",
    "SITENAME": None,
    "SITESUBTITLE": None,
    "AUTHOR": None,
    "TIMEZONE": None,
    "DEFAULT_LANG": "en",
    "DEFAULT_CATEGORY": "misc",
    "DEFAULT_DATE": None,
    "DEFAULT_METADATA": {},
    "EXTRA_PATH_METADATA": {},
    "FILENAME_METADATA": r"(?P<date>\d{4}-\d{2}-\d{2}).*",
    "PATH_METADATA": "",
    "USE_FOLDER_AS_CATEGORY": True,
    "WITH_FUTURE_DATES": True,
    "SLUGIFY_SOURCE": "title",
    "SLUGIFY_USE_UNICODE": False,
    "SLUGIFY_PRESERVE_CASE": False,
    "SLUG_REGEX_SUBSTITUTIONS": [
        (r"[^\w\s-]", ""),
        (r"(?u)\A\s*", ""),
        (r"(?u)\s*\Z", ""),
        (r"[-\s]+", "-"),
    ],
    "TAG_REGEX_SUBSTITUTIONS": None,
    "CATEGORY_REGEX_SUBSTITUTIONS": None,
    "AUTHOR_REGEX_SUBSTITUTIONS": None,
    "ARTICLE_PERMALINK_STRUCTURE": "",
    "CLEAN_URLS": False,
    "DEFAULT_PAGINATION": False,
    "PAGINATED_TEMPLATES": dict.fromkeys(("index", "tag", "category", "author")),
    "PAGINATION_PATTERNS": [
        (1, "{name}{extension}", "{name}{extension}"),
        (2, "{name}{number}{extension}", "{name}{number}{extension}"),
    ],
    "DIRECT_TEMPLATES": ["index", "tags", "categories", "authors", "archives"],
    "FEED_DOMAIN": None,
    "FEED_ALL_ATOM": "feeds/all.atom.xml",
    "CATEGORY_FEED_ATOM": "feeds/{slug}.atom.xml",
    "AUTHOR_FEED_ATOM": "feeds/{slug}.atom.xml",
    "AUTHOR_FEED_RSS": "feeds/{slug}.rss.xml",
    "TRANSLATION_FEED_ATOM": "feeds/all-{lang}.atom.xml",
    **dict.fromkeys(("FEED_ATOM", "FEED_RSS", "FEED_ALL_RSS", "CATEGORY_FEED_RSS")),
    **dict.fromkeys(("TAG_FEED_ATOM", "TAG_FEED_RSS", "TRANSLATION_FEED_RSS")),
    "MARKDOWN": {
        "extension_configs": {
            "markdown.extensions.codehilite": {"css_class": "highlight"},
            "markdown.extensions.extra": {},
            "markdown.extensions.meta": {},
        },
    },
    "PLUGINS": None,
    "STATIC_URL": "{path}",
    "STATIC_SAVE_AS": "{path}",
    "YEAR_ARCHIVE_SAVE_AS": "",
    "MONTH_ARCHIVE_SAVE_AS": "",
    "DAY_ARCHIVE_SAVE_AS": "",
}
"""What is read, and what it is without being said."""

_URLS = {
    "ARTICLE": "{slug}.html",
    "ARTICLE_LANG": "{slug}-{lang}.html",
    "DRAFT": "drafts/{slug}.html",
    "DRAFT_LANG": "drafts/{slug}-{lang}.html",
    "PAGE": "pages/{slug}.html",
    "PAGE_LANG": "pages/{slug}-{lang}.html",
    "DRAFT_PAGE": "drafts/pages/{slug}.html",
    "DRAFT_PAGE_LANG": "drafts/pages/{slug}-{lang}.html",
    "CATEGORY": "category/{slug}.html",
    "TAG": "tag/{slug}.html",
    "AUTHOR": "author/{slug}.html",
    "INDEX": "index.html",
    **{x: f"{x.lower()}.html" for x in ("TAGS", "CATEGORIES", "AUTHORS", "ARCHIVES")},
}
_BELOW = ("ARTICLE", "ARTICLE_LANG", "PAGE", "PAGE_LANG", "DRAFT", "DRAFT_LANG")
_KNOWN = {*DEFAULTS, *(f"{x}_{end}" for x in _URLS for end in ("URL", "SAVE_AS"))}


@dataclass(frozen=True, slots=True)
class Pelican:
    """The settings, with their defaults."""

    values: Mapping[str, Any]
    findings: tuple[Finding, ...] = ()

    def __getitem__(self, name: str) -> Any:
        """Give a setting."""
        return self.values[name]

    def names(self, name: str) -> list[str]:
        """Give a list of texts; one text alone is a list of one."""
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
        """Give what has a place in ``conf.py``."""
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
    values = {**DEFAULTS, **said, **_urls(said), "said": said}
    if (zone := said.get("TIMEZONE")) and not _is_zone(zone):
        findings.append(_left(paths[0].name, 0, f"TIMEZONE = {zone!r}", NO_ZONE))
    return Pelican(values, tuple(findings))


def _urls(said: Mapping[str, Any]) -> dict[str, Any]:
    """Give URLs and files, with what older settings make of them."""
    urls = {f"{key}_{end}": x for key, x in _URLS.items() for end in ("URL", "SAVE_AS")}
    for key in ("PAGE", "PAGE_LANG", "ARTICLE", "ARTICLE_LANG"):
        if said.get("CLEAN_URLS"):
            urls[f"{key}_URL"] = _URLS[key].removesuffix(".html") + "/"
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
    for node in ast.walk(tree):
        names = [name for name in _assigned(node) if name in _KNOWN]
        if not names:
            continue
        try:
            if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
                raise ValueError
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            is_whole = all(isinstance(target, ast.Name) for target in targets)
            if node not in tree.body or not is_whole:
                raise ValueError  # in a condition; or a part, as in NAME["key"] = …
            value = _value(node.value, said)
            wanted = next(filter(None, (expected(name, value) for name in names)), None)
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
    """Name what a statement assigns to, whole or in part."""
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
        return _value(node.left, said) + _value(node.right, said)
    return ast.literal_eval(node)


def _left(source: str, line: int, what: str, reason: str) -> Finding:
    return Finding(
        outcome=Outcome.LEFT,
        source=source,
        line=line,
        what=what,
        reason=reason,
        topic=Topic.SETTINGS,
    )
