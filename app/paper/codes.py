"""QR codes as rows of dark and light modules (ISO/IEC 18004), correction level M."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

SMALL = 2
"""Up to this version (25 modules a side) every mask scans alike: weighing all eight would cost a third
of the time a whole notice takes."""

Modules = tuple[tuple[bool, ...], ...]


@lru_cache(maxsize=64)
def modules_of(content: str) -> Modules:
    """The code of a text, true where it is dark, the upper row first."""
    from reportlab.graphics.barcode import qrencoder as encoder

    code = encoder.QRCode(None, encoder.QRErrorCorrectLevel.M)
    code.addData(encoder.QRNumber(content) if _is_figures(content) else encoder.QR8bitByte(content))
    code.version = code.calculate_version()
    if code.version <= SMALL:
        code.makeImpl(False, 0)
    else:
        code.make()
    return tuple(tuple(row) for row in code.modules)


def dark_runs(modules: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Where dark stretches begin in a row, and how many modules they are long."""
    column = 0
    for dark, stretch in groupby(modules):
        length = len(list(stretch))
        if dark:
            yield column, length
        column += length


def _is_figures(content: str) -> bool:
    return content.isascii() and content.isdigit()
