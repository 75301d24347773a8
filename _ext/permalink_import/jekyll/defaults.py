"""Defaults for front matter, from ``_config.yml`` (``Jekyll::FrontmatterDefaults``).

https://jekyllrb.com/docs/configuration/front-matter-defaults/
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from permalink_import.bounds import setting_within_limits

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path


_OLD_TYPES = {"page": "pages", "post": "posts", "draft": "drafts"}


@dataclass(frozen=True, slots=True, kw_only=True)
class DefaultsSet:
    """Values, and the documents that they are for.

    :param path: where these lie, a start of their path or a pattern; "" for all
    :param kind: "posts", "pages" or a collection's label; ``None`` for all
    """

    values: Mapping[str, Any]
    path: str = ""
    kind: str | None = None

    def beats(self, other: DefaultsSet | None) -> bool:
        """Return whether a value of this set takes precedence over one of another."""
        if other is None:
            return True
        own, others = _bare(self.path), _bare(other.path)
        if len(own) != len(others):
            return len(own) > len(others)
        return self.kind is not None or other.kind is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """All defaults of a site.

    :param source: folder that patterns are looked for in
    :param collections_dir: is at the start of a set's path, but not of a document's
    """

    source: Path
    sets: Sequence[DefaultsSet] = ()
    collections_dir: str = ""
    _found: dict[str, list[str]] = field(default_factory=dict, compare=False)

    def find(self, path: str, kind: str, key: str) -> Any:
        """Find the default of one key; ``None`` if there is none.

        Jekyll asks so for pages.

        :param path: of the document, below ``collections_dir``
        """
        value, best = None, None
        for candidate in self._matching(path, kind):
            if key in candidate.values and candidate.beats(best):
                value, best = candidate.values[key], candidate
        return value

    def all(self, path: str, kind: str) -> dict[str, Any]:
        """Collect all defaults.

        Jekyll asks so for posts and documents of collections.

        :param path: of the document, below ``collections_dir``
        """
        values: dict[str, Any] = {}
        best = None
        for candidate in self._matching(path, kind):
            if candidate.beats(best):
                values, best = deep_merge(values, candidate.values), candidate
            else:
                values = deep_merge(candidate.values, values)
        return values

    def _matching(self, path: str, kind: str) -> Iterator[DefaultsSet]:
        for candidate in self.sets:
            if candidate.kind in {None, kind} and self._is_for(candidate.path, path):
                yield candidate

    def _is_for(self, scope: str, path: str) -> bool:
        if "*" not in scope:
            return not scope or _bare(path).startswith(self._strip(scope))
        if scope not in self._found:
            with setting_within_limits(f"_config.yml: defaults: path: {scope[:100]!r}"):
                self._found[scope] = [*map(self._strip, self._names(scope))]
        return any(_bare(path).startswith(name) for name in self._found[scope])

    def _names(self, scope: str) -> Iterator[str]:
        """Yield what a pattern finds in the source folder."""
        pattern = _pattern(scope)
        if ".." in pattern.split("/"):
            return  # nothing out of the old site is read
        for path in self.source.glob(pattern):
            yield path.relative_to(self.source).as_posix()

    def _strip(self, path: str) -> str:
        return path.removeprefix(f"{self.collections_dir}/")


def read_sets(value: object) -> Iterator[DefaultsSet]:
    """Read the option ``defaults``; sets that Jekyll takes for none are left out.

    :param value: as YAML gives it, of any type
    """
    for item in value if isinstance(value, list) else ():
        if not isinstance(item, dict) or not isinstance(item.get("values"), dict):
            continue
        scope = item.get("scope")
        scope = scope if isinstance(scope, dict) else {}
        path = scope.get("path")
        kind = str(scope["type"]) if "type" in scope else None
        yield DefaultsSet(
            values={str(key): value for key, value in item["values"].items()},
            path=path if isinstance(path, str) else "",
            kind=kind if kind is None else _OLD_TYPES.get(kind, kind),
        )


def deep_merge(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Merge mappings as ``Jekyll::Utils.deep_merge_hashes`` does.

    :param above: what wins, unless it is null
    """
    merged = dict(below)
    for key, value in above.items():
        old = merged.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            merged[key] = deep_merge(old, value)
        elif value is not None or key not in merged:
            merged[key] = value
    return merged


def _pattern(scope: str) -> str:
    """Write a pattern of Ruby's ``Dir.glob`` as :meth:`pathlib.Path.glob` has it.

    There ``**`` means any folders only before a slash, and elsewhere ``*``.
    """
    *folders, last = scope.strip("/").split("/")
    folders = [part if part == "**" else re.sub(r"\*+", "*", part) for part in folders]
    return "/".join([*folders, re.sub(r"\*+", "*", last)])


def _bare(path: str) -> str:
    return path.removeprefix("/")
