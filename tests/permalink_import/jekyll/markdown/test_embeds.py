from __future__ import annotations

import pytest

from permalink_import.jekyll.markdown.embeds import figure, gist, video

YOUTUBE = "```{youtube} 2rgD5AJsAbE\n```"
PLAYER = (
    '<iframe src="https://www.youtube.com/embed/{{ include.video }}?rel=0"></iframe>'
)


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("youtube", {"": "2rgD5AJsAbE"}),
        ("youtubePlayer.html", {"id": "2rgD5AJsAbE"}),
        ("embed/youtube.html", {"video_id": "2rgD5AJsAbE"}),
        ("youtube_embed.html", {"url": "https://youtu.be/2rgD5AJsAbE"}),
        ("youtube.html", {"src": "https://www.youtube.com/watch?v=2rgD5AJsAbE&a=b"}),
        ("video", {"id": "2rgD5AJsAbE", "provider": "youtube"}),
        ("video.html", {"url": "//www.youtube.com/embed/2rgD5AJsAbE"}),
    ],
)
def test_a_video_is_found(name: str, parameters: dict[str, str]) -> None:
    assert video(name, parameters) == YOUTUBE


def test_the_text_of_an_include_tells_what_it_is() -> None:
    parameters = {"video": "2rgD5AJsAbE", "title": "x"}
    assert video("clip.html", parameters, PLAYER) == YOUTUBE
    assert video("clip.html", parameters, "<p>x</p>") is None


def test_a_video_begins_where_it_is_said() -> None:
    url = "https://youtu.be/2rgD5AJsAbE?t=40s"
    assert video("youtube", {"": url}) == (
        '```{youtube} 2rgD5AJsAbE\n:url_parameters: "?start=40"\n```'
    )


def test_vimeo() -> None:
    expected = "```{vimeo} 76979871\n```"
    assert video("vimeo", {"": "https://vimeo.com/76979871"}) == expected
    assert video("video", {"id": "76979871", "provider": "vimeo"}) == expected


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("youtube.html", {}),
        ("youtube.html", {"id": "no id"}),
        ("video.html", {"src": "/a.mp4"}),
        ("video", {"id": "BV1", "provider": "bilibili"}),
        ("header.html", {"id": "2rgD5AJsAbE"}),
    ],
)
def test_anything_else_is_no_video(name: str, parameters: dict[str, str]) -> None:
    assert video(name, parameters) is None


def test_a_figure() -> None:
    parameters = {
        "image_path": "/a.png",
        "alt": "An *a*",
        "caption": "So\nmuch",
        "width": "300",
        "link": "/b",
        "popup": "true",
    }
    assert figure("figure", parameters) == (
        '```{figure} /a.png\n:alt: "An *a*"\n:width: 300px\n:target: /b\n\n'
        "So\nmuch\n```"
    )
    assert figure("image.html", {"url": "/a.png"}) == "```{image} /a.png\n```"


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("figure", {"caption": "no image"}),
        ("figure", {"src": "/a.png", "effect": "tilt"}),
        ("figure", {"src": "/a.png", "width": "calc(1px)"}),
        ("footer", {"src": "/a.png"}),
    ],
)
def test_what_is_not_understood_is_no_figure(
    name: str, parameters: dict[str, str]
) -> None:
    assert figure(name, parameters) is None


@pytest.mark.parametrize(
    ("parameters", "link"),
    [
        ({"": "ann/0123"}, "[A gist](https://gist.github.com/ann/0123)"),
        ({"": "0123"}, "[A gist](https://gist.github.com/0123)"),
        (
            {"": "ann/0123 a_b.rb"},
            "[a_b.rb in this gist](https://gist.github.com/ann/0123#file-a-b-rb)",
        ),
        (
            {"id": "0123", "user": "ann"},
            "[A gist](https://gist.github.com/ann/0123)",
        ),
        ({"": "<b>"}, None),
    ],
)
def test_a_gist_is_a_link(parameters: dict[str, str], link: str | None) -> None:
    assert gist(parameters) == link
