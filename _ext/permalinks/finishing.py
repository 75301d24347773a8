"""The last step of a build: files besides the pages, and those that are stale."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from sphinx.util import logging
from sphinx.util.matching import compile_matchers

from permalinks.collisions import Claim, Claims
from permalinks.extra_files import host_redirects, other_spelling, robots_txt, sitemap
from permalinks.published import (
    Record,
    digest,
    is_made,
    read_record,
    remove_stale,
    write_record,
)
from permalinks.redirect_pages import redirect_page
from permalinks.values import is_draft, last_modified

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from permalinks.builders import PermalinkHTMLBuilder
    from permalinks.paths import Location
    from permalinks.redirects import Redirect

logger = logging.getLogger(__name__)


def finish(builder: PermalinkHTMLBuilder, generated: Mapping[str, Location]) -> None:
    """Write what belongs to the site besides its pages, and remove what is stale.

    :param generated: pagename to location, of the pages without a source
    """
    outdir = Path(builder.outdir)
    old = read_record(outdir)
    extras = dict(_extra_files(builder, generated))
    pages, uris = builder.plan.files, builder.plan.uris
    own = set(pages.values())
    # What is there and not of our making is somebody's, from html_extra_path say.
    kept = {
        file
        for file in extras.keys() - own
        if (outdir / file).exists() and not is_made(outdir, file, old)
    }
    new = {file: digest(text.encode()) for file, text in extras.items()}
    made = {
        **{file: new[file] for file in new.keys() - own - kept},
        **_digests(outdir, generated),
    }
    assets = frozenset(_assets(builder))
    # First the record: a build that is killed now leaves nothing it does not know.
    everything = Record(
        pages={**old.pages, **pages},
        uris=uris,
        assets=old.assets | assets,
        made={**old.made, **made},
    )
    write_record(outdir, everything)
    for file in sorted(extras.keys() - kept):
        _write(outdir / file, extras[file])
    gone = old.made.keys() - made.keys() - own - kept
    remove_stale(outdir, (file for file in gone if is_made(outdir, file, old)))
    remove_stale(outdir, old.assets - assets)
    write_record(outdir, Record(pages, uris, assets, made))
    for redirect in builder.plan.redirects:
        _check_redirect(builder, redirect, kept)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    content = text.encode()
    if not path.exists() or path.read_bytes() != content:
        path.write_bytes(content)


def _digests(outdir: Path, generated: Mapping[str, Location]) -> dict[str, str]:
    paths = {loc.file: outdir / loc.file for loc in generated.values()}
    return {
        file: digest(path.read_bytes())
        for file, path in paths.items()
        if path.is_file()
    }


def _assets(builder: PermalinkHTMLBuilder) -> Iterator[str]:
    """Name the copies that Sphinx makes for documents, and leaves when they go."""
    env, config = builder.env, builder.config
    for _, name in env.images.values():
        yield f"{builder.imagedir}/{name}"
    for _, download in env.dlfiles.values():
        yield f"_downloads/{download}"
    if builder.copysource and config.html_copy_source:
        suffix = config.html_sourcelink_suffix
        for docname in env.all_docs:
            source = env.doc2path(docname, base=False).as_posix()
            yield f"_sources/{source.removesuffix(suffix)}{suffix}"


def _check_redirect(
    builder: PermalinkHTMLBuilder, redirect: Redirect, kept: set[str]
) -> None:
    if redirect.file in kept:
        logger.warning(
            "the redirect /%s is not written: the file is there already, from "
            "html_extra_path or another extension; remove one of them",
            redirect.uri,
            type="permalinks",
            subtype="redirect",
        )
    elif not redirect.external and not _answers(builder, redirect.target):
        logger.warning(
            "the redirect /%s leads to /%s, where nothing is; mend its target",
            redirect.uri,
            redirect.target,
            type="permalinks",
            subtype="redirect",
        )


def _answers(builder: PermalinkHTMLBuilder, uri: str) -> bool:
    path = unquote(re.split(r"[?#]", uri, maxsplit=1)[0])
    file = Path(builder.outdir, path)
    candidates = (file, file / f"index{builder.out_suffix}")
    return any(x.is_file() for x in (*candidates, Path(f"{file}{builder.out_suffix}")))


def _extra_files(
    builder: PermalinkHTMLBuilder, generated: Mapping[str, Location]
) -> Iterator[tuple[str, str]]:
    """Give file and text of everything that is no page."""
    config, plan = builder.config, builder.plan
    base_url = config.html_baseurl
    if base_url and not base_url.endswith("/"):
        base_url += "/"  # as Sphinx joins it
    redirects = [*plan.redirects]
    if config.permalink_spellings:
        redirects += _spellings(builder, generated)
    for redirect in redirects:
        page = redirect_page(redirect, base_url=base_url, language=config.language)
        yield redirect.file, page
    if config.permalink_host_redirects:
        yield "_redirects", host_redirects(plan.redirects, base_url)
    if base_url and config.permalink_sitemap:
        pages = dict(_indexed_pages(builder, generated))
        yield "sitemap.xml", sitemap(pages, base_url)
        yield "robots.txt", robots_txt(base_url)


def _spellings(
    builder: PermalinkHTMLBuilder, generated: Mapping[str, Location]
) -> Iterator[Redirect]:
    """Give the other spellings of all pages, where nothing else is in the way."""
    plan = builder.plan
    claims = Claims()
    pages = {**generated, **plan.documents}
    for file in (*(loc.file for loc in pages.values()), *plan.redirect_files):
        claims.add(Claim(file, ""))
    for pagename, location in sorted(pages.items()):
        if pagename in builder.config.permalink_pages:
            continue  # it has the name that hosts look for
        redirect = other_spelling(location, builder.layout)
        if redirect and not claims.conflict(claim := Claim(redirect.file, "")):
            claims.add(claim)
            yield redirect


def _indexed_pages(
    builder: PermalinkHTMLBuilder, generated: Mapping[str, Location]
) -> Iterator[tuple[str, str | None]]:
    """Give URI and last change of the pages that search engines may list."""
    env = builder.env
    for docname, location in builder.plan.documents.items():
        if location.file not in builder.plan.redirect_files and not is_draft(
            env, docname
        ):
            yield location.uri, last_modified(env, docname)
    excluded = compile_matchers(builder.config.permalink_sitemap_exclude)
    for pagename, location in generated.items():
        if not any(matches(pagename) for matches in excluded):
            yield location.uri, None
