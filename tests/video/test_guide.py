"""The examples of the guide do what the guide says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from site_tools.pages import parsed

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import BuildRoot

EXAMPLE = re.compile(r"^```html\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def examples(guide: str) -> tuple[list[str], list[str]]:
    """The examples of what is converted, and of what is not."""
    converted, stays = guide.split("## What stays as it is")
    return EXAMPLE.findall(converted), EXAMPLE.findall(stays)


@pytest.fixture
def guide(project_dir: Path) -> str:
    return (project_dir / "guide" / "videos.md").read_text()


def test_examples(build_root: BuildRoot, guide: str) -> None:
    converted, stays = examples(guide)
    assert len(converted) >= 6
    assert len(stays) >= 3
    root = build_root("video-iframes").srcdir
    (root / "index.md").write_text("# Examples\n\n" + "\n".join(converted))
    app = build_root("video-iframes")
    assert app.warning.getvalue() == ""
    html = parsed(app.outdir / "index.html")
    assert len(html.select("iframe")) == len(converted)
    assert len(html.select("iframe.video-embed")) == len(converted)

    (root / "index.md").write_text("# Examples\n\n" + "\n".join(stays))
    app = build_root("video-iframes")
    assert app.warning.getvalue() == ""
    text = (app.outdir / "index.html").read_text()
    assert 'class="video-embed' not in text
    for example in stays:
        assert example.strip() in text


def test_the_page_itself(build_root: BuildRoot, guide: str) -> None:
    root = build_root("video-iframes").srcdir
    (root / "index.md").write_text(guide)
    app = build_root("video-iframes")
    assert app.warning.getvalue() == ""
    html = parsed(app.outdir / "index.html")
    (iframe,) = html.select("iframe")
    assert iframe["src"] == "https://www.youtube-nocookie.com/embed/2rgD5AJsAbE"


def test_options_and_classes_exist(
    build_root: BuildRoot, guide: str, project_dir: Path
) -> None:
    app = build_root("video-iframes")
    options = {name for name in app.config.values if name.startswith("video_embeds_")}
    assert set(re.findall(r"^`(video_embeds_\w+)`", guide, re.MULTILINE)) == options
    style = (
        project_dir / "_ext" / "permalink_blog/video" / "static" / "video-embeds.css"
    ).read_text()
    assert ".video-embed {" in style
