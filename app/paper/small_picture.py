"""A foreign picture made small, for a list: read in the limited process, never beside the register's key."""

from io import BytesIO

FORMATS = ("JPEG", "PNG", "BMP", "GIF", "WEBP")
MOST_PIXELS = 120_000_000  # a scanned A3 sheet at 600 dpi has 70 million
_SIZE = 2  # bytes for each side


def make_small(content: bytes, side: int) -> bytes:
    """Width, height (two bytes each) and the pixels (RGBA) of the picture, no side longer than `side`.

    Raises `ValueError` for what is no picture of the kinds we show, or too large a one.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as picture:
            picture.draft("RGB", (2 * side, 2 * side))
            small = ImageOps.exif_transpose(picture).convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValueError("no picture") from error
    small.thumbnail((side, side))
    return b"".join(length.to_bytes(_SIZE, "big") for length in small.size) + small.tobytes()


def sides(small: bytes) -> tuple[int, int]:
    """Width and height of what `make_small` gave; raises `ValueError` if the pixels do not fit them."""
    width, height = (int.from_bytes(small[at : at + _SIZE], "big") for at in (0, _SIZE))
    if not (width and height) or len(small) != 2 * _SIZE + 4 * width * height:
        raise ValueError("no picture")
    return width, height


def pixels(small: bytes) -> bytes:
    """The pixels of what `make_small` gave."""
    return small[2 * _SIZE :]
