"""Reads .readthedocs.yaml as Read the Docs does, and does what it asks for."""

from __future__ import annotations

import http.client
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import feedparser
import pytest
import yaml

from site_tools.links import Site
from site_tools.sites import build_once, serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from site_tools.sites import Build

CANONICAL_URL = "https://example.readthedocs.io/en/latest/"

#: What Read the Docs sets in a build's environment, of what a site may look at:
#: https://docs.readthedocs.io/en/stable/reference/environment-variables.html
ENVIRON = {
    "READTHEDOCS": "True",
    "READTHEDOCS_CANONICAL_URL": CANONICAL_URL,
    "READTHEDOCS_LANGUAGE": "en",
    "READTHEDOCS_PROJECT": "example",
    "READTHEDOCS_VERSION": "latest",
    "READTHEDOCS_VERSION_NAME": "latest",
    "READTHEDOCS_VERSION_TYPE": "branch",
}


@pytest.fixture(scope="session")
def settings(project_dir: Path) -> dict[str, Any]:
    text = (project_dir / ".readthedocs.yaml").read_text("utf-8")
    loaded = yaml.safe_load(text)
    assert isinstance(loaded, dict)
    return loaded


@pytest.fixture(scope="session")
def build(settings: dict[str, Any], shared_tmp_path: Path) -> Build:
    # https://docs.readthedocs.io/en/stable/builds.html; the command it runs is
    # python -m sphinx -T -W --keep-going -b html -d _build/doctrees -D language=en \
    #     . $READTHEDOCS_OUTPUT/html
    sphinx = settings["sphinx"]
    options = ["-T"]
    if sphinx["fail_on_warning"]:
        options += ["-W", "--keep-going"]
    options += ["-D", "language=en"]
    build = build_once(
        shared_tmp_path, "read-the-docs", sphinx["builder"], options, **ENVIRON
    )
    assert build.returncode == 0, build.said
    return build


def test_the_file_asks_for_what_is_there(
    settings: dict[str, Any], project_dir: Path
) -> None:
    assert settings["version"] == 2
    assert settings["sphinx"]["fail_on_warning"] is True
    assert settings["sphinx"]["configuration"] == "conf.py"
    requirements = [step["requirements"] for step in settings["python"]["install"]]
    assert requirements == ["requirements.txt"]
    for name in ["conf.py", *requirements]:
        assert (project_dir / name).is_file()


def test_it_builds_without_a_warning(build: Build) -> None:
    assert build.stderr == ""


def test_no_link_is_dead_below_the_prefix(build: Build) -> None:
    broken = Site(build.path, CANONICAL_URL).broken()
    assert not broken, "\n".join(map(str, broken))


@pytest.fixture
def address(build: Build, tmp_path: Path) -> Iterator[str]:
    """The URL that the site is served at, below the same prefix as there."""
    prefix = urlsplit(CANONICAL_URL).path
    with serve(build.path, tmp_path, prefix=prefix) as url:
        yield url


def statuses(address: str, targets: set[str]) -> dict[str, int]:
    """Ask the server for each path below the prefix; no redirect is followed."""
    url = urlsplit(address)
    connection = http.client.HTTPConnection(url.netloc, timeout=30)
    answers = {}
    for target in sorted(targets):
        connection.request("GET", target)
        response = connection.getresponse()
        response.read()
        answers[target] = response.status
    connection.close()
    return answers


def test_every_link_answers_when_served_there(build: Build, address: str) -> None:
    site = Site(build.path, address)
    origin = urlsplit(address)
    targets = set()
    for page, link in site.links():
        # Links in full, as canonical ones are, name the host it will be published on.
        here = link.replace(CANONICAL_URL, address)
        url = urlsplit(site.absolute(page, here))
        if (url.scheme, url.netloc) == (origin.scheme, origin.netloc):
            targets.add(url._replace(scheme="", netloc="", fragment="").geturl())
    assert len(targets) > 30
    assert {t for t in targets if not t.startswith(origin.path)} == set()
    assert {t: s for t, s in statuses(address, targets).items() if s != 200} == {}


def test_the_server_would_tell(address: str) -> None:
    prefix = urlsplit(address).path
    answers = {"/index.html": 404, f"{prefix}nothing.html": 404, prefix: 200}
    assert statuses(address, set(answers)) == answers


def test_the_404_page_finds_its_parts_from_any_depth(build: Build) -> None:
    prefix = urlsplit(CANONICAL_URL).path
    links = Site(build.path, CANONICAL_URL).pages["404.html"].links
    local = [link for link in links if not urlsplit(link).scheme and link[:1] != "#"]
    assert any(link.endswith(".css") or ".css?" in link for link in local)
    assert [link for link in local if not link.startswith((prefix, "//"))] == []


def test_canonical_links_and_feeds_have_the_canonical_base(build: Build) -> None:
    html = (build.path / "summer-conferences-2018.html").read_text("utf-8")
    url = f"{CANONICAL_URL}summer-conferences-2018.html"
    assert f'<link rel="canonical" href="{url}"' in html
    feed = feedparser.parse((build.path / "blog" / "atom.xml").read_bytes())
    assert url in [entry.link for entry in feed.entries]
    links = [link.href for item in [feed.feed, *feed.entries] for link in item.links]
    assert [link for link in links if not link.startswith(CANONICAL_URL)] == []
    assert "example.org" not in html
