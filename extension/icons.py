"""The icon at each size: paper above, water below, a soft band at the line between; drawn here, pixel by pixel."""

import struct
import zlib

SIZES = (16, 32, 48, 128)
FINE = 4  # samples a pixel, each way
PAPER, SURFACE, DEEP, AMBER = (251, 249, 244), (42, 127, 163), (18, 69, 96), (232, 171, 77)
ROUND = 0.22  # of the side
LINE, THICK = 0.42, 0.05
BOLT = ((0.56, 0.10), (0.28, 0.56), (0.48, 0.56), (0.42, 0.90), (0.72, 0.42), (0.52, 0.42))
"""The spark, half above the water and half below."""


def icons() -> dict[int, bytes]:
    """PNG by size."""
    return {size: _png(size) for size in SIZES}


def _png(size: int) -> bytes:
    rows = b"".join(b"\0" + b"".join(bytes(_pixel(x, y, size)) for x in range(size)) for y in range(size))
    head = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(rows, 9)) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _pixel(x: int, y: int, size: int) -> tuple[int, int, int, int]:
    found = [
        _colour((x + (i + 0.5) / FINE) / size, (y + (j + 0.5) / FINE) / size) for i in range(FINE) for j in range(FINE)
    ]
    seen = [colour for colour in found if colour]
    if not seen:
        return 0, 0, 0, 0
    red, green, blue = (round(sum(colour[part] for colour in seen) / len(seen)) for part in range(3))
    return red, green, blue, round(255 * len(seen) / len(found))


def _colour(x: float, y: float) -> tuple[int, int, int] | None:
    near_x, near_y = (max(ROUND - part, part - (1 - ROUND), 0.0) for part in (x, y))
    if near_x * near_x + near_y * near_y > ROUND * ROUND:
        return None
    if _inside(x, y):
        return AMBER
    if y < LINE:
        return PAPER
    return SURFACE if y < LINE + THICK else DEEP


def _inside(x: float, y: float) -> bool:
    inside = False
    for (x1, y1), (x2, y2) in zip(BOLT, (*BOLT[1:], BOLT[0]), strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside
