"""The space a player takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permalink_blog.video.player import Box, box

if TYPE_CHECKING:
    from permalink_blog.core.video_urls import Size

PIXELS = st.integers(1, 5000)


@pytest.mark.parametrize(
    ("width", "height", "aspect", "expected"),
    [
        (None, None, None, Box(560, 315)),
        ((640, "px"), None, None, Box(640, 360)),
        (None, (360, "px"), None, Box(640, 360)),
        ((853, "px"), (480, "px"), None, Box(853, 480)),
        ((640, "px"), (480, "px"), None, Box(640, 480, ("video-embed-4x3",))),
        ((640, "px"), None, (4, 3), Box(640, 480, ("video-embed-4x3",))),
        (None, None, (1, 1), Box(560, 560, ("video-embed-1x1",))),
        ((360, "px"), (640, "px"), None, Box(360, 640, ("video-embed-9x16",))),
        ((425, "px"), (344, "px"), None, Box(425, 344, (), "aspect-ratio: 425 / 344")),
        ((100, "%"), None, None, Box(None, None, ("video-embed-full",))),
        ((100, "%"), (100, "%"), None, Box(None, None, ("video-embed-full",))),
        (
            (100, "%"),
            (400, "px"),
            None,
            Box(None, 400, ("video-embed-full", "video-embed-tall")),
        ),
        (
            (50, "%"),
            None,
            (2, 1),
            Box(None, None, (), "width: 50%; aspect-ratio: 2 / 1"),
        ),
        ((560, "px"), (50, "%"), None, Box(560, 315)),
        ((0, "px"), (0, "px"), None, Box(0, 0)),
        ((560, "px"), None, (16, 0), Box(560, 315)),
    ],
)
def test_sizes(
    width: Size | None,
    height: Size | None,
    aspect: tuple[int, int] | None,
    expected: Box,
) -> None:
    assert box(width=width, height=height, aspect=aspect) == expected


@given(width=PIXELS, height=PIXELS)
def test_a_size_in_pixels_is_kept(width: int, height: int) -> None:
    space = box(width=(width, "px"), height=(height, "px"), aspect=None)
    assert (space.width, space.height) == (width, height)


@given(width=st.integers(50, 5000), aspect=st.tuples(PIXELS, PIXELS))
def test_a_missing_height_follows_from_the_aspect(
    width: int, aspect: tuple[int, int]
) -> None:
    space = box(width=(width, "px"), height=None, aspect=aspect)
    assert space.height is not None
    assert abs(space.height - width * aspect[1] / aspect[0]) <= 0.5
