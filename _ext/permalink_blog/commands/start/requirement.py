"""The requirement that a blog writes: this package, from where it was installed.

PEP 610 (``direct_url.json``) records an installation from somewhere else than an index.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import permalink_blog
from permalink_blog.core.extras import DISTRIBUTION
from permalink_blog.core.version import __version__
from permalink_blog.urls.url_list.git import git_output

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = f"{DISTRIBUTION}[all]"
"""What the blog needs of this package: all of its extras."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """A line of ``requirements.txt``.

    :param is_local: names a place on this machine, so a host cannot install it
    """

    line: str
    is_local: bool = False


def requirement_of(version: str, direct_url: Mapping[str, Any] | None) -> Requirement:
    """Return the requirement for an installed distribution.

    :param version: that is installed
    :param direct_url: content of ``direct_url.json`` (PEP 610); ``None`` if the
        distribution came from an index
    """
    if direct_url is None:
        return Requirement(f"{NAME}>={version}")
    url = str(direct_url["url"])
    is_local = urlsplit(url).scheme == "file"
    fragment = []
    if vcs := direct_url.get("vcs_info"):
        url = f"{vcs['vcs']}+{url}@{vcs['commit_id']}"
    elif digest := direct_url.get("archive_info", {}).get("hash", ""):
        fragment += [digest] if not is_local else []
    if subdirectory := direct_url.get("subdirectory"):
        fragment.append(f"subdirectory={subdirectory}")
    end = f"#{'&'.join(fragment)}" if fragment else ""
    return Requirement(f"{NAME} @ {url}{end}", is_local)


def installed_requirement() -> Requirement:
    """Return the requirement for the package that runs."""
    package = Path(permalink_blog.__file__).resolve().parent
    checkout = package.parent.parent
    if package.parent.name == "_ext" and (checkout / "pyproject.toml").is_file():
        return _requirement_of_checkout(checkout)
    try:
        found = distribution(DISTRIBUTION)
    except PackageNotFoundError:  # a copy of the folder
        return requirement_of(__version__, None)
    recorded = found.read_text("direct_url.json")
    return requirement_of(found.version, json.loads(recorded) if recorded else None)


def _requirement_of_checkout(checkout: Path) -> Requirement:
    """Return the requirement for a Git checkout, or an editable installation of one.

    A commit that is on the server is named there; anything else is a folder here.
    """
    url = git_output(checkout, "remote", "get-url", "origin")
    commit = git_output(checkout, "rev-parse", "HEAD")
    is_pushed = bool(git_output(checkout, "branch", "--remotes", "--contains", "HEAD"))
    if urlsplit(url).scheme == "https" and commit and is_pushed:
        vcs = {"vcs": "git", "commit_id": commit}
        return requirement_of(__version__, {"url": url, "vcs_info": vcs})
    return requirement_of(__version__, {"url": checkout.as_uri(), "dir_info": {}})
