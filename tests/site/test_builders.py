from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from site_tools.sites import Build

#: A file that each builder must have made of the landing page or of the whole site.
MADE = {
    "html": "index.html",
    "dirhtml": "index.html",
    "singlehtml": "index.html",
    "latex": "*.tex",
    "epub": "*.epub",
    "text": "index.txt",
    "man": "*.1",
    "gettext": "*.pot",
    "linkcheck": "output.json",
}


#: Other tests of "make test" build the site with these, too.
SHARED = {"html", "dirhtml"}


@pytest.fixture(
    params=[
        pytest.param(name, marks=[] if name in SHARED else pytest.mark.slow)
        for name in MADE
    ]
)
def build(request: pytest.FixtureRequest, built_site: Callable[[str], Build]) -> Build:
    return built_site(request.param)


def test_every_builder_finishes_without_a_warning(build: Build) -> None:
    assert build.stderr == ""
    assert build.returncode == 0, build.said
    assert "Traceback" not in build.stdout
    assert list(build.path.rglob(MADE[build.builder]))
