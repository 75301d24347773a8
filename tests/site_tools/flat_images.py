"""Pictures of one shade, of any size, as small files."""

from __future__ import annotations

import struct
import zlib


def flat_png(width: int, height: int, *, shade: int = 128) -> bytes:
    """Draw a picture.

    :param shade: of grey, from 0 to 255
    """
    chunks = {
        b"IHDR": struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0),
        b"IDAT": zlib.compress((b"\0" + bytes([shade]) * width) * height, 9),
        b"IEND": b"",
    }
    png = b"\x89PNG\r\n\x1a\n"
    for kind, data in chunks.items():
        crc = struct.pack(">I", zlib.crc32(kind + data))
        png += struct.pack(">I", len(data)) + kind + data + crc
    return png
