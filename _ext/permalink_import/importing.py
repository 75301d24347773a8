"""An import from beginning to end, after the survey: place, convert, write.

Everything is decided before the first file is written.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from permalink_blog.urls.url_list.anchor_file import ANCHORS
from permalink_blog.urls.url_list.file import URL_LIST
from permalink_import.conf_file import ConfFile, ConfFileError
from permalink_import.converting import convert
from permalink_import.fates import OURS, Forced
from permalink_import.feeds import page_redirects
from permalink_import.files import REDIRECTS, write_here
from permalink_import.final_targets import keep_url, placed, replacing
from permalink_import.landing import is_ours, landing_page
from permalink_import.manifest import MANIFEST, Manifest, read_manifest
from permalink_import.model import Finding, ImportFailedError, Outcome, silent
from permalink_import.pieces import pieces_of
from permalink_import.proposed_targets import PUBLIC
from permalink_import.redirects import plan_redirects
from permalink_import.refused_urls import with_own_urls
from permalink_import.report import ImportReport
from permalink_import.repositories import without_repositories
from permalink_import.settings import CONF, plan_settings, unset, wanted_settings
from permalink_import.template import (
    ABOUT,
    LANDING,
    read_list,
    remove,
    template_files,
    urls_of_template,
    where_guide_is,
)
from permalink_import.unmatched import not_forced, not_read
from permalink_import.url_list import find_sitemap, plan_url_list
from permalink_import.writing import (
    NOT_WRITTEN,
    Step,
    TargetSite,
    check_writable,
    plan_files,
    remarks,
    try_step,
    write_files,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from permalink_import.model import OldSite, Progress
    from permalink_import.pieces import ImportedFile
    from permalink_import.settings import SettingsPlan
    from permalink_import.url_list import UrlListPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How an import is made.

    :param forced: what the old site's is asked for, in spite of edits here
    :param sitemap: of the old site; ``None``: the one that it has
    :param dry_run: nothing is written
    :param keep: what came with the project stays
    """

    forced: Forced = field(default_factory=Forced)
    sitemap: Path | None = None
    dry_run: bool = False
    keep: bool = False


def import_site(
    old: OldSite,
    root: Path,
    folder: Path,
    options: Options,
    progress: Progress = silent,
) -> ImportReport:
    """Import an old site.

    :param old: as a reader surveyed it
    :param root: its folder
    :param folder: the source folder, where ``conf.py`` is
    :raises ImportFailedError: if it cannot be done; if a single file cannot be written
        that is a finding
    """
    manifest = read_manifest(folder)
    conf, problem = _read_conf(folder)
    known = {} if options.keep else read_list()
    template = template_files(folder, known)
    site = TargetSite(
        folder, root, conf, manifest.files, options.forced, template.unedited
    )
    pieces, findings = _place(old, site, manifest)
    converted = convert(pieces, old, progress)
    pieces = converted.pieces
    documents = [x for x in old.documents if x.source not in converted.failed]
    old = replace(old, documents=tuple(documents))
    if LANDING in template.unedited or is_ours(manifest.files):
        is_there = ABOUT not in site.removed and (folder / ABOUT).is_file()
        has_about = is_there or any(piece.target == ABOUT for piece in pieces)
        pieces.append(landing_page(old.settings, has_about=has_about))
    plan = plan_files(pieces, site, progress)
    leads = page_redirects(old)
    redirects, more = plan_redirects(leads, plan.pages)
    steps = [*plan.steps]
    findings += [*old.findings, *converted.findings, *plan.findings, *more]
    if redirects is not None:
        step = try_step(site, redirects)
        if isinstance(step, Step):
            steps.append(step)
            findings += remarks(step)
        else:
            findings.append(step)
    wanted = wanted_settings(
        old,
        has_public=any(x.piece.target.startswith(f"{PUBLIC}/") for x in steps),
        redirects=REDIRECTS if redirects else "",
        blog_path=_blog_path(conf),
    )
    settings = plan_settings(
        conf, problem, [*wanted], manifest.settings, options.forced
    )
    sitemap = options.sitemap or find_sitemap(root)
    url_list = plan_url_list(
        folder,
        old.urls,
        sitemap,
        old.settings.baseurl,
        dropped=urls_of_template(folder, template),
        has_landing=LANDING in template.unedited,
    )
    findings += [*settings.findings, *url_list.findings]
    findings += not_read(old, settings.conf or conf, steps)
    findings += not_forced(options.forced, steps)
    if not options.dry_run:
        check_writable(folder)
        findings += _write(site, manifest, steps, settings, url_list, progress)
        written = {x.piece.target for x in steps if x.fate in OURS}
        findings += remove(folder, template.unedited - written)
    return ImportReport(
        site=old,
        steps=tuple(steps),
        findings=tuple(findings),
        converted=converted.counts,
        settings=settings.fates,
        redirects=len(leads) - len(more),
        urls=url_list.added,
        removed=tuple(sorted(template.unedited)),
        edited=tuple(sorted(template.edited)),
        dry_run=options.dry_run,
        unset=unset(settings.conf or conf),
        guide=where_guide_is(folder, template.unedited),
    )


def _place(
    old: OldSite, site: TargetSite, manifest: Manifest
) -> tuple[list[ImportedFile], list[Finding]]:
    """Return the files of the old site, each with its final target."""
    documents, refused = with_own_urls(old.documents, old.assets)
    old = replace(old, documents=tuple(documents))
    pieces, findings = placed(pieces_of(old, site.old), manifest.files)
    pieces, repositories = without_repositories(pieces)
    forced = site.forced
    if ABOUT in site.removed:
        forced = replace(forced, paths=forced.paths | {ABOUT})
    pieces = [keep_url(piece) for piece in replacing(pieces, site.folder, forced)]
    return pieces, [*findings, *refused, *repositories]


def _write(
    site: TargetSite,
    manifest: Manifest,
    steps: Iterable[Step],
    settings: SettingsPlan,
    url_list: UrlListPlan,
    progress: Progress,
) -> list[Finding]:
    """Write everything, what was written last of all.

    :returns: what could not be written
    """
    folder = site.folder
    files, findings = write_files(steps, site, progress)
    written = settings.written
    conf = settings.conf.content if settings.conf else None
    if failed := _write_own(folder, CONF, conf):
        findings.append(failed)
        written = manifest.settings
    for name, text in ((URL_LIST, url_list.text), (ANCHORS, url_list.anchors)):
        content = text.encode() if text else None
        if failed := _write_own(folder, str(name), content):
            findings.append(failed)
    new = Manifest(files, written)
    content = new.text().encode() if new != manifest else None
    if failed := _write_own(folder, MANIFEST, content):
        msg = (
            f"{folder / MANIFEST} cannot be written: {failed.what}. Correct that, and "
            "import again"
        )
        raise ImportFailedError(msg)
    return findings


def _write_own(folder: Path, name: str, content: bytes | None) -> Finding | None:
    """Write a file beside ``conf.py``; say if that is not possible.

    :param content: ``None`` if it stays
    """
    if content is None:
        return None
    path = folder / name
    try:
        if path.is_symlink():
            reason = "a symbolic link; put a file in its place"
        else:
            write_here(path, content)
            return None
    except OSError as error:
        reason = error.strerror or str(error)
    return Finding(
        outcome=Outcome.FAILED,
        source=name,
        line=0,
        what=reason,
        reason=NOT_WRITTEN,
    )


def _read_conf(folder: Path) -> tuple[ConfFile | None, str]:
    """Read ``conf.py``, or say why that is not possible."""
    try:
        return ConfFile.read(folder / CONF), ""
    except ConfFileError as error:
        return None, str(error)


def _blog_path(conf: ConfFile | None) -> str:
    try:
        path = conf.value("blog_path") if conf else None
    except ConfFileError:
        path = None
    return path.strip("/") if isinstance(path, str) else "blog"
