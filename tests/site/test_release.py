"""What is checked before a version is published, and what an index shows of it."""

from __future__ import annotations

import re

import yaml
from package_metadata import absolute_links, project_urls
from release import problems

from permalink_blog.core.version import __version__
from site_tools.sites import PROJECT

URL = "https://example.org/me/blog"
MODULE = '__version__ = "1.2.0"\n'


def test_a_tag_is_the_version_and_in_the_changelog() -> None:
    changelog = "# Changelog\n\n## 1.2.0 - 2027-01-01\n\n## 1.1.0\n"
    assert problems("v1.2.0", MODULE, changelog) == []
    [wrong] = problems("v1.3.0", MODULE, changelog)
    assert "the tag is v1.3.0, and" in wrong
    [missing] = problems("v1.2.0", MODULE, "## Unreleased\n\n## 1.2.01\n")
    assert missing == "CHANGELOG.md has no section 1.2.0; rename Unreleased"


def test_the_version_is_in_one_place() -> None:
    for name in ("pyproject.toml", "conf.py"):
        text = (PROJECT / name).read_text("utf-8")
        assert f'"{__version__}"' not in text


def test_links_of_the_readme_work_elsewhere() -> None:
    text = (
        "[a](guide/a.md#b) ![c](guide/c.png) [d](https://x.org/) [e](#f) [g](LICENSE)"
    )
    assert absolute_links(text, "") == text
    assert absolute_links(text, URL) == (
        f"[a]({URL}/blob/HEAD/guide/a.md#b) ![c]({URL}/raw/HEAD/guide/c.png) "
        f"[d](https://x.org/) [e](#f) [g]({URL}/blob/HEAD/LICENSE)"
    )
    readme = absolute_links((PROJECT / "README.md").read_text("utf-8"), URL)
    targets = re.findall(rf"\]\({URL}/(?:blob|raw)/HEAD/([^)#]+)", readme)
    assert len(targets) > 20
    assert [x for x in targets if not (PROJECT / x).is_file()] == []


def test_project_urls() -> None:
    assert project_urls("") == {}
    urls = project_urls(URL)
    assert urls["Source"] == URL
    for name in ("Documentation", "Changelog"):
        file = urls[name].removeprefix(f"{URL}/blob/HEAD/")
        assert (PROJECT / file).is_file()


def test_the_workflow_publishes_what_it_checked() -> None:
    text = (PROJECT / ".github/workflows/release.yml").read_text("utf-8")
    jobs = yaml.safe_load(text)["jobs"]
    assert [job.get("needs") for job in jobs.values()] == [None, "build", "attest"]
    runs = [step["run"] for step in jobs["build"]["steps"] if "run" in step]
    check = 'python tools/release.py "$GITHUB_REF_NAME"'
    assert runs == [check, "make package PYTHON=python"]
    assert "cache" not in str(jobs["build"]["steps"])
    assert "password" not in text
