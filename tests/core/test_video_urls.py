"""The addresses of players, and sizes: pure rules."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permalink_blog.core.video_urls import Video, parse_size, parse_video_url

IDS = st.from_regex(r"[A-Za-z0-9_-]{1,12}", fullmatch=True).filter(
    lambda video_id: video_id not in {"videoseries", "live_stream"}
)
NUMBERS = st.from_regex(r"[0-9]{1,10}", fullmatch=True)
PARAMETERS = st.just("") | st.lists(
    st.tuples(
        st.sampled_from(["start", "list", "h", "dnt", "rel", "si"]),
        st.from_regex(r"[A-Za-z0-9_%-]{0,6}", fullmatch=True),
    ),
    min_size=1,
).map(lambda pairs: "?" + "&".join(f"{name}={value}" for name, value in pairs))


@pytest.mark.parametrize(
    ("url", "video"),
    [
        ("https://www.youtube.com/embed/2rgD5AJsAbE", ("youtube", "2rgD5AJsAbE", "")),
        ("//youtube.com/embed/a-_1", ("youtube", "a-_1", "")),
        ("http://m.youtube.com/embed/a?start=4", ("youtube", "a", "?start=4")),
        (" HTTPS://WWW.YouTube-NoCookie.com/embed/A#t ", ("youtube", "A", "#t")),
        (
            "https://www.youtube.com/embed/videoseries?si=1&list=PL1",
            ("youtube", "videoseries", "?si=1&list=PL1"),
        ),
        (
            "https://www.youtube.com/embed/live_stream?channel=UC1",
            ("youtube", "live_stream", "?channel=UC1"),
        ),
        ("//player.vimeo.com/video/12?h=a#t=5s", ("vimeo", "12", "?h=a#t=5s")),
    ],
)
def test_players_are_known(url: str, video: tuple[str, str, str]) -> None:
    assert parse_video_url(url) == Video(*video)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "youtube.com/embed/a",
        "ftp://youtube.com/embed/a",
        "javascript://youtube.com/embed/a",
        "https://youtube.com:8080/embed/a",
        "https://me@youtube.com/embed/a",
        "https://youtube.com.example.org/embed/a",
        "https://notyoutube.com/embed/a",
        "https://youtube.com/watch?v=a",
        "https://youtube.com/embed/",
        "https://youtube.com/embed/a/b",
        "https://youtube.com/embed/a b",
        "https://youtube.com/embed/%61",
        "https://youtube.com/embed/\u00e9",
        'https://youtube.com/embed/a?b="c',
        "https://youtube.com/embed/a?b=<c>",
        "https://youtube.com/embed/videoseries",
        "https://youtube.com/embed/live_stream?list=PL1",
        "https://youtube.com/video/12",
        "https://player.vimeo.com/video/abc",
        "https://player.vimeo.com/video/\u0661",
        "https://vimeo.com/12",
        "https://[youtube.com/embed/a",
    ],
)
def test_other_addresses_are_not(url: str) -> None:
    assert parse_video_url(url) is None


@pytest.mark.parametrize(
    ("video", "embed_url", "watch_url"),
    [
        (
            Video("youtube", "a_1", "?start=43&rel=0"),
            "https://www.youtube-nocookie.com/embed/a_1?start=43&rel=0",
            "https://www.youtube.com/watch?v=a_1&t=43s",
        ),
        (
            Video("youtube", "a", "?list=PL1&start=1m"),
            "https://www.youtube-nocookie.com/embed/a?list=PL1&start=1m",
            "https://www.youtube.com/watch?v=a&list=PL1",
        ),
        (
            Video("youtube", "videoseries", "?list=PL1"),
            "https://www.youtube-nocookie.com/embed/videoseries?list=PL1",
            "https://www.youtube.com/playlist?list=PL1",
        ),
        (
            Video("youtube", "live_stream", "?channel=UC1"),
            "https://www.youtube-nocookie.com/embed/live_stream?channel=UC1",
            "https://www.youtube.com/channel/UC1/live",
        ),
        (
            Video("vimeo", "12"),
            "https://player.vimeo.com/video/12?dnt=1",
            "https://vimeo.com/12",
        ),
        (
            Video("vimeo", "12", "?h=ab&title=0#t=5s"),
            "https://player.vimeo.com/video/12?h=ab&title=0&dnt=1#t=5s",
            "https://vimeo.com/12/ab",
        ),
        (
            Video("vimeo", "12", "?dnt=0"),
            "https://player.vimeo.com/video/12?dnt=0",
            "https://vimeo.com/12",
        ),
    ],
)
def test_a_video_has_a_private_player_and_a_page(
    video: Video, embed_url: str, watch_url: str
) -> None:
    assert video.embed_url == embed_url
    assert video.watch_url == watch_url


@given(st.text() | st.text().map("https://youtube.com/embed/{}".format))
def test_any_address_is_read_without_an_error(url: str) -> None:
    video = parse_video_url(url)
    if video:
        assert re.fullmatch(r"[A-Za-z0-9_-]+", video.video_id)
        assert re.fullmatch(r"[!-~]+", video.embed_url)
        assert re.fullmatch(r"[!-~]+", video.watch_url)


@given(
    video=st.builds(Video, st.just("youtube"), IDS, PARAMETERS)
    | st.builds(Video, st.just("vimeo"), NUMBERS, PARAMETERS)
)
def test_the_player_is_the_same_video(video: Video) -> None:
    again = parse_video_url(video.embed_url)
    assert again is not None
    assert (again.platform, again.video_id) == (video.platform, video.video_id)
    assert again.parameters.startswith(video.parameters)
    assert again.embed_url == video.embed_url
    assert again.watch_url == video.watch_url


@pytest.mark.parametrize(
    ("value", "size"),
    [
        ("560", (560, "px")),
        ("560px", (560, "px")),
        (" 560.5 ", (560, "px")),
        ("100%", (100, "%")),
        ("33.3%", (33, "%")),
        ("0", (0, "px")),
        (None, None),
        ("", None),
        ("auto", None),
        ("-5", None),
        ("\u0665", None),
        ("9" * 5000, None),
    ],
)
def test_sizes_are_read_as_browsers_do(
    value: str | None, size: tuple[int, str] | None
) -> None:
    assert parse_size(value) == size


@given(st.text())
def test_any_size_is_read_without_an_error(value: str) -> None:
    size = parse_size(value)
    assert size is None or (size[0] >= 0 and size[1] in {"px", "%"})
