"""The extensions as pip installs them, in fresh projects of others."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import sysconfig
import tomllib
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree
from packaging.requirements import Requirement

from site_tools import fresh_projects
from site_tools.git import git
from site_tools.links import Site
from site_tools.sites import PROJECT, clean_environ

if TYPE_CHECKING:
    from collections.abc import Callable

NAME = "sphinx-permalink-blog"
OFFLINE = ("--no-index", "--no-deps", "--no-build-isolation", "--no-cache-dir")


@dataclass(frozen=True)
class Installed:
    """A virtual environment with the extensions; it sees all else that tests do.

    :param checkout: what they were installed from
    """

    python: str
    packages: Path
    checkout: Path

    @property
    def distribution(self) -> Distribution:
        found = distributions(name=NAME, path=[str(self.packages)])
        return next(iter(found))


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Install this checkout as the guide says, from a repository."""
    folder = tmp_path_factory.mktemp("installed")
    checkout = folder / "checkout"
    for name in tracked_files():
        path = checkout / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((PROJECT / name).read_bytes())
    for arguments in (["init", "-q"], ["add", "-f", "."], ["commit", "-qm", "All"]):
        git(checkout, *arguments)

    venv = folder / "venv"
    command = [sys.executable, "-m", "venv", "--without-pip", str(venv)]
    subprocess.run(command, check=True)
    python = str(venv / "bin" / "python")
    ours = sysconfig.get_path("purelib")
    packages = Path(sysconfig.get_path("purelib", "venv", {"base": str(venv)}))
    (packages / "of-the-tests.pth").write_text(f"{ours}\n")

    what = fresh_projects.INSTALL.replace("<this repository's URL>", checkout.as_uri())
    pip, *arguments = shlex.split(what)
    assert pip == "pip"
    done = subprocess.run(
        [sys.executable, "-m", "pip", "--python", python, *arguments, *OFFLINE],
        env=clean_environ(PIP_DISABLE_PIP_VERSION_CHECK="1"),
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return Installed(python, packages, checkout)


def tracked_files(folder: str = ".") -> list[str]:
    """Name the files below a folder that git has, or would take."""
    options = ("--cached", "--others", "--exclude-standard", "-z")
    names = git(PROJECT, "ls-files", *options, folder).split("\0")
    return [name for name in names if name and (PROJECT / name).is_file()]


@pytest.mark.slow
def test_all_of_the_folder_is_installed_and_no_more(installed: Installed) -> None:
    files = {str(file) for file in installed.distribution.files or ()}
    files = {x for x in files if ".dist-info/" not in x and not x.endswith(".pyc")}
    files.remove("../../../bin/permalink-blog")
    assert files == {name.removeprefix("_ext/") for name in tracked_files("_ext")}
    assert any(name.endswith(".mo") for name in files)
    tops = {name.partition("/")[0] for name in files}
    assert tops == {"permalink_blog", "permalink_import"}


@pytest.mark.slow
def test_metadata(installed: Installed) -> None:
    metadata = installed.distribution.metadata
    assert metadata["License-Expression"] == "BSD-3-Clause"
    assert "Framework :: Sphinx :: Extension" in metadata.get_all("Classifier", [])
    assert "LICENSE" in metadata.get_all("License-File", [])
    assert metadata["Description-Content-Type"] == "text/markdown"
    assert "## Start your own blog" in metadata["Description"]


def test_requirements_are_those_of_the_site(project_dir: Path) -> None:
    """Of what the site needs, each is needed by the extensions or in a group."""
    with (project_dir / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    extras = project["optional-dependencies"]
    [everything] = extras.pop("all")
    assert Requirement(everything).extras == {*extras}
    groups = extras.values()
    ours = [*project["dependencies"], *(x for group in groups for x in group)]
    lines = (project_dir / "requirements.in").read_text(encoding="utf-8").splitlines()
    of_site = [re.sub(r"\s*#.*", "", line) for line in lines]
    assert sorted(ours) == sorted(filter(None, of_site))


@pytest.mark.slow
@pytest.mark.parametrize(
    "start", [fresh_projects.quickstart, fresh_projects.ablog_start]
)
def test_a_fresh_project(
    installed: Installed, tmp_path: Path, start: Callable[[Path, str], None]
) -> None:
    folder = tmp_path / "mine"
    start(folder, installed.python)
    fresh_projects.add(folder, fresh_projects.BLOG)
    out = fresh_projects.build(folder, "html", installed.python)
    assert "<h1>Hello" in (out / "2018/08/hello/index.html").read_text("utf-8")
    assert Site(out).broken() == []
    feed = etree.parse(out / "blog/tag/greetings/atom.xml")
    ids = feed.xpath("//*[local-name()='entry']/*[local-name()='id']/text()")
    assert ids == ["https://example.org/2018/08/hello/"]
    archive = (out / "blog/archive.html").read_text("utf-8")
    assert 'href="../2018/08/hello/"' in archive
    assert "2018/08/hello/" in (out / "sitemap.xml").read_text("utf-8")


@pytest.mark.slow
def test_every_extension_is_found(installed: Installed, tmp_path: Path) -> None:
    """None of them asks for a file that only the repository has."""
    packages = [
        PROJECT / x
        for x in tracked_files("_ext")
        if Path(x).match("_ext/permalink_blog/*/__init__.py")
    ]
    extensions = [
        f"permalink_blog.{x.parent.name}"
        for x in packages
        if "def setup(app" in x.read_text()
    ]
    assert {"permalink_blog.urls", "permalink_blog.feeds"} <= {*extensions}
    conf = f"""\
from pathlib import Path
extensions = ["myst_parser", *{extensions!r}]
html_baseurl = blog_baseurl = "https://example.org/"
blog_post_pattern = ["posts/*.md"]
html_math_renderer = "mathml"
myst_enable_extensions = ["dollarmath"]
version = "1"
language = "de"

def setup(app):
    import permalink_blog
    assert not Path(permalink_blog.__file__).is_relative_to({str(PROJECT)!r})
"""
    folder = tmp_path / "all"
    (folder / "posts").mkdir(parents=True)
    (folder / "conf.py").write_text(conf)
    (folder / "index.md").write_text("# Home\n\n```{postlist}\n```\n")
    post = f"{fresh_projects.POST}\n$x^2$\n"
    (folder / "posts/hello.md").write_text(post)
    out = fresh_projects.build(folder, "html", installed.python)
    assert "<math" in (out / "2018/08/hello/index.html").read_text("utf-8")
    assert "August" in (out / "blog.html").read_text("utf-8")


@pytest.mark.slow
def test_a_package_that_is_missing_is_named(
    installed: Installed, tmp_path: Path
) -> None:
    (tmp_path / "index.md").write_text("# Home\n")
    (tmp_path / "conf.py").write_text(
        "import sys\n"
        "sys.modules['math_core'] = None\n"  # as if it was not installed
        "extensions = ['myst_parser', 'permalink_blog.formulas']\n"
    )
    done = subprocess.run(
        [installed.python, "-m", "sphinx", ".", "out"],
        cwd=tmp_path,
        env=clean_environ(),
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 2
    assert "permalink_blog.formulas" in done.stderr
    assert "pip install math-core" in done.stderr
