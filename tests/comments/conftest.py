"""Settings that tests share, and sites that browsers look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from site_tools.fresh_builds import build

if TYPE_CHECKING:
    from pathlib import Path

    from site_tools.visits import BuiltOnce


@pytest.fixture(scope="module")
def comments() -> dict[str, Any]:
    return {
        "repo": "owner/blog",
        "repo_id": "R_kgDOabc123",
        "category": 'Comments & "more"',
        "category_id": "DIC_kwDOabc123",
    }


@pytest.fixture(scope="module")
def counter() -> dict[str, str]:
    return {"service": "goatcounter", "url": "https://mine.goatcounter.com/count"}


@pytest.fixture(scope="module")
def built_once(rootdir: Path, tmp_path_factory: pytest.TempPathFactory) -> BuiltOnce:
    """Build the root for all tests of a module, as on the command line."""
    made: dict[str, Path] = {}

    def built(theme: str, name: str, settings: dict[str, str]) -> Path:
        key = f"{theme} {sorted(settings.items())}"
        if key not in made:
            folder = tmp_path_factory.mktemp("built")
            values = [f"{name}.{each}={value}" for each, value in settings.items()]
            options = [x for value in values for x in ("-D", value)]
            source = str(rootdir / "test-on-demand")
            options += ["-D", f"html_theme={theme}", "-d", str(folder / "doctrees")]
            arguments = ["-b", "html", "-W", *options, source, str(folder / "html")]
            done = build(arguments, folder / "log")
            assert done.status == 0, done.said
            made[key] = folder / "html"
        return made[key]

    return built
