"""先登记信封: a letter is taken in by its envelope now and read later.

The statutory days run from the registration (条例 Art 22, 23), so the envelope alone is registered
at once; what the letter says is filled in when there is time.
"""

import re

from app.core.matters import Matter

ENVELOPE_ONLY = "先登记信封"
"""The note on a reception of which only the envelope was taken in; the schema has an index on it."""
UNSIGNED = "未署名"
_SERIAL = re.compile(r"^(.*?)([0-9]+)([^0-9]*)$")
_YEAR = re.compile(r"^(?:19|20)[0-9]{2}")


def next_number(last: str, year: int) -> str:
    """The envelope number after the last one of the office's series; a series begins anew with the year.

    2026-信-0012 → 2026-信-0013; without a last one nothing is invented.
    """
    found = _SERIAL.match(last.strip())
    if not found:
        return ""
    front, serial, back = found.groups()
    old = _YEAR.match(front)
    if old and int(old[0]) < year:
        return f"{year}{front[4:]}{'1'.zfill(len(serial))}{back}"
    return f"{front}{str(int(serial) + 1).zfill(len(serial))}{back}"


def still_missing(matter: Matter) -> tuple[str, ...]:
    """What an envelope taken in earlier still lacks, in words; nothing for any other matter."""
    live = [part for part in matter.receptions if not part.voided]
    if matter.finished_on or not any(part.note == ENVELOPE_ONLY for part in live):
        return ()
    lacking = (("信访目的", matter.purpose), ("内容分类", matter.category))
    return tuple(word for word, value in lacking if not value)
