"""The last step of a build: files besides the pages, and those that are stale."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from sphinx.util import logging
from sphinx.util.matching import compile_matchers

from permalink_blog.core.errors import PermalinkError
from permalink_blog.core.files import (
    digest,
    remove_leftover_temporaries,
    write_if_different,
)
from permalink_blog.core.messages import place_of_key
from permalink_blog.core.stored_front_matter import front_matter_of
from permalink_blog.frontmatter.modified import dates_of_posts, iso_date, last_change
from permalink_blog.posts.drafts import drafts
from permalink_blog.urls.anchor_redirects import check_targets
from permalink_blog.urls.anchors import put_anchors
from permalink_blog.urls.assets import asset_files
from permalink_blog.urls.collisions import Claim, Claims
from permalink_blog.urls.completeness import OF_SPHINX, inputs_of
from permalink_blog.urls.extra_files import (
    host_redirects,
    other_spelling,
    robots_txt,
    sitemap,
)
from permalink_blog.urls.generated import known_generated, owned_files
from permalink_blog.urls.hidden_files import put_back
from permalink_blog.urls.incompatible import has_other_sitemap
from permalink_blog.urls.output_folder import problem_of_link
from permalink_blog.urls.record import (
    ANY,
    BuildRecord,
    is_complete,
    is_made,
    put_record,
    remove_stale,
)
from permalink_blog.urls.redirect_pages import redirect_page
from permalink_blog.urls.robots import is_listed
from permalink_blog.urls.source_urls import source_redirects

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from permalink_blog.urls.builders import PermalinkHTMLBuilder
    from permalink_blog.urls.paths import Location
    from permalink_blog.urls.redirects import Redirect


logger = logging.getLogger(__name__)


def begin(builder: PermalinkHTMLBuilder) -> None:
    """Write the record of an unfinished build, before anything else is written."""
    outdir, old = Path(builder.outdir), builder.last_record
    known = (builder.location(name).file for name in known_generated(builder))
    made = dict.fromkeys({*old.made, *known}, ANY)
    pages = {**old.pages, **builder.plan.files}
    outdir.mkdir(parents=True, exist_ok=True)
    if not old.inputs:
        put_back(outdir, old.made)
        remove_leftover_temporaries(
            outdir, {*old.pages.values(), *old.made, *OF_SPHINX}
        )
    _save(builder, _unfinished_record(old, pages, made))


def _save(builder: PermalinkHTMLBuilder, record: BuildRecord) -> None:
    """Write a record at once, before what it has is written."""
    put_record(builder.shared.output, record)
    builder.shared.output.commit()


def _unfinished_record(
    old: BuildRecord, pages: Mapping[str, str], made: Mapping[str, str]
) -> BuildRecord:
    """Return the record of a build that is under way.

    :param old: of the last build
    """
    return BuildRecord(
        *(pages, old.uris, old.assets, made),
        collected=old.collected,
        others=old.others,
        early=old.early,
    )


def finish(
    builder: PermalinkHTMLBuilder,
    generated: Mapping[str, Location],
    written: AbstractSet[str],
    files: AbstractSet[str],
) -> None:
    """Write what belongs to the site besides its pages, and remove what is stale.

    :param generated: pagename to location, of the pages without a source
    :param written: those of them that this build has written
    :param files: of other extensions, which are no pages
    """
    outdir, old = Path(builder.outdir), builder.last_record
    pages, uris = builder.plan.files, builder.plan.uris
    inputs = inputs_of(builder)
    assets = frozenset(x for x in asset_files(builder) if (outdir / x).is_file())
    new = _digests(outdir, {generated[name].file for name in written} | files)
    names = frozenset(generated)
    is_as_it_was = (old.inputs, old.generated, old.assets) == (inputs, names, assets)
    is_as_it_was = is_as_it_was and files <= old.made.keys()
    kept: set[str] = set()
    if is_as_it_was and is_complete(outdir, {*old.made, *assets}):
        made = {**old.made, **new}
        unasked = old.unasked
        redirects: tuple[Redirect, ...] = ()
    else:
        asked = [*_automatic_redirects(builder, generated)]
        made, kept = _write_extra_files(builder, generated, files, asked)
        unasked = frozenset(redirect.file for redirect in asked) & made.keys()
        remove_stale(outdir, old.assets - assets - {*pages.values(), *made} - kept)
        redirects = (*builder.plan.redirects, *builder.plan.by_host)
    record = BuildRecord(
        *(pages, uris, assets, made, names, inputs, builder.inventory),
        drafts=drafts(builder.env),
        unasked=unasked,
        collected=builder.collected.pages,
        others=old.others,
        early=builder.others.early,
        surroundings=builder.surroundings,
    )
    put_record(builder.shared.output, record)
    put_anchors(builder.shared.output, builder.env)
    builder.record, builder.kept_files = record, frozenset(kept)
    in_the_way = _claims_of(generated)
    for redirect in redirects:
        if redirect.file and in_the_way.conflict(Claim(redirect.file, "")):
            kept.add(redirect.file)
        _check_redirect(builder, redirect, kept)
    check_targets(builder)


def finish_others(builder: PermalinkHTMLBuilder) -> None:
    """Remove files of other extensions that no page shows any longer.

    Call it when all extensions have done what they do at the end of a build.
    """
    if (record := builder.record) is None:
        return  # nothing was to be written
    late = builder.generated.keys() - record.generated  # not in the sitemap
    pages = {*record.pages.values()}
    pages |= {builder.generated[name].file for name in record.generated}
    known = {*pages, *record.made, *record.assets, *builder.kept_files, *OF_SPHINX}
    known |= {builder.searchindex_filename, *owned_files(builder.events)}
    pages |= {builder.generated[name].file for name in late}
    gone = builder.last_record.pages.keys() - builder.env.all_docs.keys()
    builder.others.settle(known, pages, gone)
    if builder.others.shown != record.others:
        record = replace(record, others=builder.others.shown)
        put_record(builder.shared.output, record)


def _write_extra_files(
    builder: PermalinkHTMLBuilder,
    generated: Mapping[str, Location],
    files: AbstractSet[str],
    unasked: list[Redirect],
) -> tuple[dict[str, str], set[str]]:
    """Write everything that is no page, and remove what was made and is stale.

    :param generated: as for :func:`finish`
    :param files: as for :func:`finish`
    :param unasked: redirects that nobody wrote
    :returns: what is made, as in the record; and files in the place of some of it that
        are somebody else's
    """
    outdir, old = Path(builder.outdir), builder.last_record
    pages = builder.plan.files
    own = set(pages.values())
    extras = {
        file: text
        for file, text in _extra_files(builder, generated, unasked)
        if file not in files
    }
    # What is there and not of our making is somebody's, from html_extra_path say.
    kept = {
        file
        for file in extras.keys() - own
        if (outdir / file).exists() and not is_made(outdir, file, old)
    }
    made = {
        **{
            file: digest(text.encode())
            for file, text in extras.items()
            if file not in own and file not in kept
        },
        **_digests(outdir, {loc.file for loc in generated.values()} | files),
    }
    if not made.keys() <= old.made.keys():  # it may be killed while it writes these
        claimed = dict.fromkeys({*old.made, *made}, ANY)
        _save(builder, _unfinished_record(old, pages, claimed))
    for file in sorted(extras.keys() - kept):
        if builder.folder.has(file):
            write_if_different(outdir / file, extras[file].encode())
        else:
            builder.report_problem(PermalinkError([problem_of_link(file)]))
    gone = old.made.keys() - made.keys() - own - kept
    remove_stale(outdir, (file for file in gone if is_made(outdir, file, old)))
    return made, kept


def _digests(outdir: Path, files: AbstractSet[str]) -> dict[str, str]:
    paths = {file: outdir / file for file in sorted(files)}
    return {
        file: digest(path.read_bytes())
        for file, path in paths.items()
        if path.is_file()
    }


def _check_redirect(
    builder: PermalinkHTMLBuilder, redirect: Redirect, kept: set[str]
) -> None:
    if redirect.file in kept:
        logger.warning(
            "the redirect /%s is not written: the file is there already, from "
            "html_extra_path or another extension; remove one of them",
            redirect.uri,
            location=_place(builder, redirect),
            type="permalinks",
            subtype="redirect",
        )
    elif not redirect.external and not _is_published(builder, redirect.target):
        logger.warning(
            "redirect /%s points to /%s, which does not exist; fix its target",
            redirect.uri,
            redirect.target,
            location=_place(builder, redirect),
            type="permalinks",
            subtype="redirect",
        )


def _place(builder: PermalinkHTMLBuilder, redirect: Redirect) -> str | None:
    """Return the file and line of a redirect in front matter, or ``None``."""
    if redirect.docname is None:
        return None
    return place_of_key(builder.env, redirect.docname, redirect.key)


def _is_published(builder: PermalinkHTMLBuilder, uri: str) -> bool:
    path = unquote(re.split(r"[?#]", uri, maxsplit=1)[0])
    file = Path(builder.outdir, path)
    candidates = (file, file / f"index{builder.out_suffix}")
    try:
        page = Path(f"{file}{builder.out_suffix}")
        return any(x.is_file() for x in (*candidates, page))
    except OSError:  # too long for a name
        return False


def _extra_files(
    builder: PermalinkHTMLBuilder,
    generated: Mapping[str, Location],
    unasked: list[Redirect],
) -> Iterator[tuple[str, str]]:
    """Yield path and text of the files that are not pages."""
    config, plan = builder.config, builder.plan
    base_url = config.html_baseurl
    if base_url and not base_url.endswith("/"):
        base_url += "/"  # as Sphinx joins it
    pages = _claims_of(generated)
    for redirect in (*plan.redirects, *unasked):
        if pages.conflict(Claim(redirect.file, "")):
            continue  # an extension has a page there that nobody knew of before
        page = redirect_page(redirect, base_url=base_url, language=config.language)
        yield redirect.file, page
    if config.permalink_host_redirects:
        redirects = [*plan.redirects, *plan.by_host]
        uris = [*plan.uris.values(), *(loc.uri for loc in generated.values())]
        yield "_redirects", host_redirects(redirects, base_url, uris)
    if base_url and config.permalink_sitemap:
        if not has_other_sitemap(builder.sphinx_app):
            listed = dict(_indexed_pages(builder, generated))
            yield "sitemap.xml", sitemap(listed, base_url)
        yield "robots.txt", robots_txt(base_url)


def _claims_of(generated: Mapping[str, Location]) -> Claims:
    claims = Claims()
    for location in generated.values():
        claims.add(Claim(location.file, ""))
    return claims


def _automatic_redirects(
    builder: PermalinkHTMLBuilder, generated: Mapping[str, Location]
) -> Iterator[Redirect]:
    """Yield the redirects that nobody wrote, where nothing else is in the way.

    They lead from where Sphinx alone would have put pages, and from other spellings of
    their URLs.
    """
    plan, config = builder.plan, builder.config
    if not config.permalink_spellings:
        return
    pages = {**generated, **plan.documents}
    claims = _claims_of(pages)
    for file in (*plan.redirect_files, *plan.taken):
        claims.add(Claim(file, ""))
    spellings = (
        other_spelling(location, builder.layout)
        for pagename, location in sorted(pages.items())
        if pagename not in config.permalink_pages  # it has the name for hosts
    )
    sources = source_redirects(builder, pages) if config.permalink_source_urls else ()
    for redirect in chain(sources, spellings):
        if redirect and not claims.conflict(claim := Claim(redirect.file, "")):
            claims.add(claim)
            yield redirect


def _indexed_pages(
    builder: PermalinkHTMLBuilder, generated: Mapping[str, Location]
) -> Iterator[tuple[str, str | None]]:
    """Yield URI and date of last change of the pages that search engines may list."""
    env, plan = builder.env, builder.plan
    unlisted = drafts(env)
    for docname, location in plan.documents.items():
        if (
            docname not in unlisted
            and location.file not in plan.redirect_files
            and is_listed(front_matter_of(env, docname))
        ):
            changed = last_change(env, docname, *dates_of_posts(env, docname))
            yield location.uri, iso_date(changed) if changed else None
    excluded = compile_matchers(builder.config.permalink_sitemap_exclude)
    for pagename, location in generated.items():
        if not any(matches(pagename) for matches in excluded):
            yield location.uri, None
