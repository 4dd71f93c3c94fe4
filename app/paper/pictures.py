"""Pictures from outside made fit for paper: decoded with care, upright, no larger than a page can show."""

import struct
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

from app.errors import PaperError

if TYPE_CHECKING:
    from PIL import Image

FORMATS = ("JPEG", "PNG", "BMP", "GIF", "WEBP")
MOST_PIXELS = 120_000_000  # a phone's largest; beyond it a few bytes could ask for all memory there is
SHOWN = (1654, 2339)  # dots of an A4 page at 200 to the inch
_QUALITY = 82

# What decoders raise on foreign bytes; nothing of it is our own fault.
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, KeyError, IndexError, TypeError, OverflowError, struct.error, zlib.error)  # fmt: skip


def fit_for_paper(content: bytes) -> bytes:
    """The picture as a JPEG that stands as it was taken (EXIF), on white, at most as fine as print shows.

    PaperError when it cannot be read or would be too large to decode.
    """
    from PIL import Image, ImageOps

    Image.init()  # a format nobody has loaded yet is one it does not know
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise PaperError("图片尺寸过大，没有印入卷宗，请看原文件")
            picture.draft("RGB", (SHOWN[1], SHOWN[1]))  # lets a JPEG be decoded small at once
            upright: Image.Image = ImageOps.exif_transpose(picture)
            upright.thumbnail(SHOWN)
            shown = _on_white(upright)
    except Image.DecompressionBombError as error:
        raise PaperError("图片尺寸过大，没有印入卷宗，请看原文件") from error
    except _BROKEN as error:
        raise PaperError("图片读不出来（文件损坏或者格式不对），没有印入卷宗，请核对原文件") from error
    made = BytesIO()
    shown.save(made, "JPEG", quality=_QUALITY)
    return made.getvalue()


def _on_white(picture: "Image.Image") -> "Image.Image":
    """What is transparent on the screen is white on paper."""
    from PIL import Image

    if not picture.has_transparency_data:
        return picture.convert("RGB")
    clear = picture.convert("RGBA")
    sheet = Image.new("RGB", clear.size, "white")
    sheet.paste(clear, mask=clear.getchannel("A"))
    return sheet
