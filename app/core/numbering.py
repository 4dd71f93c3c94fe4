"""Numbers (编号, 文号): taken when something comes to be, never reused, gaps explained by 作废.

Document numbers follow GB/T 9704-2012: 机关代字, 〔year〕 in U+3014/U+3015, no padding, no 第.
"""


def matter_number(year: int, serial: int) -> str:
    """A matter's number in this office: the year of its registration and a serial, 2026-0007."""
    return f"{year}-{serial:04d}"


def document_number(organ_code: str, word: str, year: int, serial: int | str) -> str:
    """A paper's number, e.g. 青信受〔2026〕12号; a sign in place of the serial shows where it will stand."""
    return f"{organ_code}信{word}〔{year}〕{serial}号"
