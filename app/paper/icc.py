"""The colours of a paper, said exactly: a small ICC profile of sRGB, made here and owed to nobody.

Version 2, monitor, matrix and tone curve: the primaries of IEC 61966-2-1 as the ICC adapts them to
D50, one tone curve for the three colours. PDF/A asks for it (ISO 19005-2, 6.2.3).
"""

from functools import cache
from struct import pack

STEPS = 256  # of the tone curve; between them a reader draws straight lines
D50 = (0.9642, 1.0, 0.8249)

_MEDIA_WHITE = (0.9505, 1.0, 1.0891)  # D65
_PRIMARIES = {
    b"rXYZ": (0.4361, 0.2225, 0.0139),
    b"gXYZ": (0.3851, 0.7169, 0.0971),
    b"bXYZ": (0.1431, 0.0606, 0.7141),
}
_NAME, _RIGHTS = b"sRGB IEC61966-2.1", b"No copyright, use freely"
_HEAD, _ENTRY = 128, 12


@cache
def srgb() -> bytes:
    """The profile; the same bytes on every PC."""
    curve = _tone_curve()
    tags = {b"desc": _description(), b"cprt": b"text\0\0\0\0" + _RIGHTS + b"\0", b"wtpt": _xyz(_MEDIA_WHITE)}
    tags |= {name: _xyz(values) for name, values in _PRIMARIES.items()}
    tags |= dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve)
    table, body = _laid_out(tags)
    size = _HEAD + len(table) + len(body)
    return _header(size) + table + body


def linear(share: float) -> float:
    """How much light a stored share of a colour stands for, 0 to 1 (IEC 61966-2-1)."""
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)


def _laid_out(tags: dict[bytes, bytes]) -> tuple[bytes, bytes]:
    """The table of tags and their contents, equal contents once, each at a multiple of four."""
    start = _HEAD + 4 + _ENTRY * len(tags)
    table, body, places = pack(">I", len(tags)), b"", dict[bytes, int]()
    for name, content in tags.items():
        if content not in places:
            places[content] = start + len(body)
            body += content + b"\0" * (-len(content) % 4)
        table += name + pack(">II", places[content], len(content))
    return table, body


def _header(size: int) -> bytes:
    made = pack(">6H", 2000, 1, 1, 0, 0, 0)
    kind = b"mntrRGB XYZ " + made + b"acsp"
    return (
        pack(">I4sI", size, b"\0" * 4, 0x02100000) + kind + b"\0" * 28 + _fixed(D50) + b"\0" * 48
    )  # no platform, maker or model; perceptual; no creator


def _description() -> bytes:
    text = _NAME + b"\0"
    return b"desc\0\0\0\0" + pack(">I", len(text)) + text + b"\0" * (8 + 3 + 67)


def _tone_curve() -> bytes:
    steps = [round(linear(step / (STEPS - 1)) * 0xFFFF) for step in range(STEPS)]
    return b"curv\0\0\0\0" + pack(f">I{STEPS}H", STEPS, *steps)


def _xyz(values: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + _fixed(values)


def _fixed(values: tuple[float, float, float]) -> bytes:
    return pack(">3i", *(round(value * 0x10000) for value in values))
