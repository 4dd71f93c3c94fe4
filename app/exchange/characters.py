"""Which characters may stand in text that travels: NFC, no control, no invisible direction marks.

Two names that look alike must be alike, and no character may rearrange a printed line
(reliability.md row 51). Private-use and not-yet-assigned code points stay: old GB18030
systems and new extensions keep rare characters of people's names there.
"""

import re
import unicodedata

# Cc except the line feed, Cf, Cs, the two Unicode line separators and the non-characters FFFE, FFFF;
# written out because asking `unicodedata` about every code point takes longer than reading a bundle.
_FORBIDDEN = (
    "\\x00-\\x09\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\xad\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891"
    "\\u08e2\\u180e\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u2064\\u2066-\\u206f\\ud800-\\udfff\\ufeff"
    "\\ufff9-\\ufffb\\ufffe\\uffff\\U000110bd\\U000110cd\\U00013430-\\U0001343f\\U0001bca0-\\U0001bca3"
    "\\U0001d173-\\U0001d17a\\U000e0001\\U000e0020-\\U000e007f"
)
# What nearly every text is made of: none of it is forbidden and none of it changes by NFC.
_unusual = re.compile("[^\\n\\r -~\u00b7\u2010-\u2027\u3000-\u3029\u4e00-\u9fff\uff01-\uff5e]")
_forbidden_in_table = re.compile(f"[{_FORBIDDEN}]")
_forbidden = re.compile(f"[{_FORBIDDEN}\\r]")


def is_plain(text: str) -> bool:
    """Whether `text` may be taken in as it is."""
    return _forbidden.search(text) is None and unicodedata.is_normalized("NFC", text)


def is_plain_table(text: str) -> bool:
    """The same for a whole CSV file, whose lines end with CR LF."""
    if _unusual.search(text) is None:
        return True
    return _forbidden_in_table.search(text) is None and unicodedata.is_normalized("NFC", text)


def plain(text: str) -> str:
    """`text` as it may travel: NFC, line feeds only, tabs as spaces, invisible marks dropped."""
    if is_plain(text):
        return text
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return _forbidden.sub("", unicodedata.normalize("NFC", lines))
