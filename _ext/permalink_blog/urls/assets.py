"""Files that Sphinx copies into the output, recorded so that stale ones are removed."""

from __future__ import annotations

from pathlib import Path
from sys import prefix
from typing import TYPE_CHECKING, Any

from permalink_blog.core.extra_path import files_of_extra_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.config import ConfigValue

    from permalink_blog.urls.addressing import AddressedBuilder


_BUILD_INFO_LINES = 4
_TEMPLATES = ("_t", ".jinja")  # endings that Sphinx drops


def copied_files(builder: StandaloneHTMLBuilder) -> frozenset[str]:
    """Return the static and extra files that a build has copied.

    :returns: existing files, relative to the output folder
    """
    outdir = Path(builder.outdir)
    names = {f"_static/{name}" for name in _static_files(builder)}
    names.update(extra_files(builder))
    return frozenset(name for name in names if (outdir / name).is_file())


def extra_files(builder: StandaloneHTMLBuilder) -> Iterator[str]:
    """Yield the files of ``html_extra_path``, relative to the output folder."""
    config = builder.config
    yield from files_of_extra_path(
        config.html_extra_path, config.exclude_patterns, Path(builder.confdir)
    )


def _static_files(builder: StandaloneHTMLBuilder) -> Iterator[str]:
    confdir, config = Path(builder.confdir), builder.config
    folders = [confdir / entry for entry in config.html_static_path]
    folders += [Path(folder, "static") for folder in builder.theme.get_theme_dirs()]
    for folder in folders:
        for name in _files(folder):
            ending = next((x for x in _TEMPLATES if name.lower().endswith(x)), "")
            yield name.removesuffix(name[len(name) - len(ending) :])
    for image in (config.html_logo, config.html_favicon):
        yield Path(image or "").name
    if builder._get_translations_js():
        yield "translations.js"
    yield from ("pygments.css", "pygments_dark.css")
    yield from _stemmers(builder)


def _stemmers(builder: StandaloneHTMLBuilder) -> Iterator[str]:
    if (
        rawcodes := getattr(builder.indexer, "get_js_stemmer_rawcodes", None)
    ) is not None:
        yield from (Path(path).name for path in rawcodes())
    elif builder.indexer is not None and builder.indexer.get_js_stemmer_rawcode():
        yield "_stemmer.js"


def _files(source: Path) -> Iterator[str]:
    """Yield the files of a folder, relative to it, or the name of the one file."""
    if source.is_dir():
        for path in source.rglob("*"):
            if path.is_file():
                yield path.relative_to(source).as_posix()
    else:
        yield source.name


def asset_files(builder: AddressedBuilder) -> Iterator[str]:
    """Yield the copies that Sphinx makes, and leaves when their source goes."""
    env, config = builder.env, builder.config
    yield from builder.static_files
    for docnames, name in env.images.values():
        if docnames - {""}:  # in which sphinxcontrib-youtube has its thumbnails
            yield f"{builder.imagedir}/{name}"
    for _, download in env.dlfiles.values():
        yield f"_downloads/{download}"
    if builder.copysource and config.html_copy_source:
        suffix = config.html_sourcelink_suffix
        for docname in env.all_docs:
            source = env.doc2path(docname, base=False).as_posix()
            yield f"_sources/{source.removesuffix(suffix)}{suffix}"


class PortableConfig:
    """A configuration that is independent of the project's and Python's folders.

    Extensions add folders of theirs with absolute paths, which Sphinx's digest of the
    configuration then has, and the output with it.

    :param builder: whose configuration it is
    """

    def __init__(self, builder: StandaloneHTMLBuilder) -> None:
        self._config = builder.config
        self._places = tuple(
            f"{x}/" for x in (Path(builder.confdir).as_posix(), prefix)
        )

    def filter(self, rebuild: AbstractSet[Any]) -> Iterator[ConfigValue]:
        """Yield the values of some kinds of rebuild, the same on each machine.

        :param rebuild: kinds as in ``app.add_config_value``
        """
        for item in self._config.filter(rebuild):
            yield item._replace(value=self._portable(item.value))

    def _portable(self, value: Any) -> Any:
        if isinstance(value, list | tuple):
            return [self._portable(item) for item in value]
        if isinstance(value, str):
            for place in self._places:
                value = value.removeprefix(place)
        return value


def drop_broken_build_info(outdir: Path) -> None:
    """Remove what a build left of ``.buildinfo`` that was killed.

    Sphinx would end with an IndexError in this build and in all that follow.
    """
    path = outdir / ".buildinfo"
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError:
        return
    except UnicodeDecodeError:
        lines = []
    if len(lines) < _BUILD_INFO_LINES:
        path.unlink()
