"""Hugo's pages: what their front matter and that of the sections above say."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from permalink_import.bounds import each_within_limits
from permalink_import.files import read_old_text
from permalink_import.hugo.dates import find_date, split_name
from permalink_import.hugo.front_matter import (
    FrontMatterError,
    HugoFrontMatter,
    split_file,
)
from permalink_import.hugo.urls import (
    PageValues,
    Style,
    logical_path,
    matches_glob,
    page_url,
)
from permalink_import.model import Finding, Outcome
from permalink_import.reasons import UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from permalink_import.hugo.config import HugoConfig
    from permalink_import.hugo.content import ContentFile, HugoContent


_OF_BRANCHES = frozenset({"home", "section", "taxonomy", "term"})


@dataclass(frozen=True, slots=True, kw_only=True)
class HugoPage:
    """A page of the old site.

    :param kind: Hugo's: "page", "section", "home", "taxonomy", "term"
    :param values: of the front matter, and of the cascades above it
    :param cascaded: what of them is not in its own front matter
    :param line: of the file, on which the text begins
    :param date: and the key that has it, ":filename" for the name
    """

    file: ContentFile
    kind: str
    matter: HugoFrontMatter
    values: Mapping[str, Any]
    cascaded: Mapping[str, Any]
    body: str
    line: int
    date: tuple[str, datetime] | None
    url: str

    @property
    def title(self) -> str:
        """The title, "" for none."""
        value = self.values.get("title")
        return "" if value is None else str(value)

    @property
    def is_rendered(self) -> bool:
        """Return whether the page is published at a URL of its own."""
        build = self._build.get("render", "always")
        headless = self.values.get("headless") is True
        return not headless and build not in {"never", False, "link"}

    @property
    def is_listed(self) -> bool:
        """Return whether lists contain the page."""
        return self._build.get("list", "always") not in {"never", False, "local"}

    @property
    def _build(self) -> dict[str, Any]:
        build = self.values.get("build") or self.values.get("_build")
        return build if isinstance(build, dict) else {}

    def labels(self, key: str) -> tuple[str, ...]:
        """Return the terms of a taxonomy; text is one term.

        :param key: that front matter has for the taxonomy, such as ``tags``
        """
        value = self.values.get(key)
        items = value if isinstance(value, list) else [value]
        texts = [str(x).strip() for x in items if x is not None and x is not False]
        return tuple(dict.fromkeys(x for x in texts if x))

    def why_unpublished(self, config: HugoConfig, now: datetime) -> str | None:
        """Return why Hugo would not publish the page; ``None`` if it would.

        :param now: the time of the import, with a time zone
        """
        if self.values.get("draft") is True or self.values.get("draft") == "true":
            return "draft"
        zone = config.zone
        found = find_date(config.date_keys("publishdate"), self.values, "", zone)
        publish = found or self.date
        if publish and publish[1] > now:
            return "future"
        expiry = find_date(config.date_keys("expirydate"), self.values, "", zone)
        return "expired" if expiry and expiry[1] <= now else None


class PageReader:
    """Reads the pages of a site, after the sections that they are in."""

    def __init__(self, root: Path, config: HugoConfig, content: HugoContent) -> None:
        self._root = root
        self._config = config
        self._content = content
        self._style = Style.of(config)
        self._branches: dict[tuple[str, str], HugoFrontMatter] = {}
        self.findings: list[Finding] = []

    @property
    def style(self) -> Style:
        """Return the way in which the site writes its URLs."""
        return self._style

    def read(self, files: Iterable[ContentFile]) -> Iterator[HugoPage]:
        """Read pages; what cannot be read is in ``findings`` then.

        :param files: of pages, in the order in which they are read
        """
        found = each_within_limits(
            self._read_or_fail,
            files,
            source_of=lambda file: file.source,
            findings=self.findings,
        )
        yield from filter(None, found)

    def _read_or_fail(self, file: ContentFile) -> HugoPage | None:
        try:
            return self._read(file)
        except FrontMatterError as error:
            self._fail(file, error.line, f"front matter: {error}")
        except UnicodeDecodeError:
            self._fail(file, 0, "not UTF-8")
        except (OSError, ValueError) as error:
            self._fail(file, 0, str(error))
        return None

    def _fail(self, file: ContentFile, line: int, what: str) -> None:
        finding = Finding(
            outcome=Outcome.FAILED,
            source=file.source,
            line=line,
            what=" ".join(what.split()),
            reason=UNREADABLE,
        )
        if finding not in self.findings:
            self.findings.append(finding)

    def _read(self, file: ContentFile) -> HugoPage:
        text = read_old_text(self._root, file.source)
        matter, body, line = split_file(text)
        kind = self._kind(file)
        place = self._place(file, kind)
        cascaded = {
            key: value
            for key, value in self._cascade(file, kind, place).items()
            if key not in matter.values
        }
        values = {**cascaded, **matter.values}
        name = file.name
        date = find_date(
            self._config.date_keys("date"), values, name, self._config.zone
        )
        slug = values.get("slug")
        if slug is None and date and date[0] == ":filename":
            slug = split_name(name)[1]
        place = replace(
            place,
            title=str(values.get("title") or ""),
            slug=str(slug or ""),
            url=str(values.get("url") or ""),
            date=date[1] if date else None,
        )
        return HugoPage(
            file=file,
            kind=kind,
            matter=matter,
            values=values,
            cascaded=cascaded,
            body=body,
            line=line,
            date=date,
            url=page_url(place, self._style),
        )

    def _kind(self, file: ContentFile) -> str:
        if not file.is_branch:
            return "page"
        parts = file.folder.split("/") if file.folder else []
        if parts and parts[0].lower() in self._config.taxonomies:
            return "taxonomy" if len(parts) == 1 else "term"
        return "section" if parts else "home"

    def _place(self, file: ContentFile, kind: str) -> PageValues:
        return PageValues(
            kind=kind,
            folder=file.folder,
            name=file.name,
            sections=self._content.sections(file.folder),
            prefix=self.prefix(file.language),
        )

    def prefix(self, language: str) -> str:
        """Return the folder of a language's pages, "" for none.

        :param language: its key in the configuration
        """
        in_folder = self._config.at("defaultcontentlanguageinsubdir", default=False)
        is_default = language == self._config.default_language
        return "" if is_default and not in_folder else language

    def _cascade(
        self, file: ContentFile, kind: str, place: PageValues
    ) -> dict[str, Any]:
        """Collect what the sections above say for their pages, the nearest last.

        See https://gohugo.io/content-management/front-matter/#cascade.
        """
        parts = file.folder.split("/") if file.folder else []
        folders = ["/".join(parts[:n]) for n in range(len(parts) + 1)]
        if kind in _OF_BRANCHES:
            folders.remove(file.folder)
        rules = [self._config.at("cascade")]
        rules += [self._branch(x, file.language).get("cascade") for x in folders]
        result: dict[str, Any] = {}
        for rule in rules:
            for item in rule if isinstance(rule, list) else [rule]:
                if isinstance(item, dict) and _is_meant(item, kind, place, file):
                    result.update(
                        {
                            k: v
                            for k, v in item.items()
                            if k not in {"target", "_target"}
                        }
                    )
        return result

    def _branch(self, folder: str, language: str) -> Mapping[str, Any]:
        """Return the front matter of a section, empty if there is none."""
        key = (folder, language)
        if key not in self._branches:
            self._branches[key] = HugoFrontMatter()
            for file in self._content.files:
                if file.is_branch and (file.folder, file.language) == key:
                    try:
                        text = read_old_text(self._root, file.source)
                        self._branches[key] = split_file(text)[0]
                    except (OSError, ValueError):
                        continue  # it is told when the section itself is read
        return self._branches[key].values


def _is_meant(
    rule: Mapping[str, Any], kind: str, place: PageValues, file: ContentFile
) -> bool:
    """Return whether a cascade applies to a page."""
    target = rule.get("target") or rule.get("_target")
    for item in target if isinstance(target, list) else [target or {}]:
        if not isinstance(item, dict):
            continue
        path, kinds, language = (
            str(item.get(k) or "") for k in ("path", "kind", "lang")
        )
        if (
            (not path or matches_glob(path.lower(), logical_path(place)))
            and (not kinds or matches_glob(kinds.lower(), kind))
            and (not language or language.lower() == file.language)
        ):
            return True
    return False
