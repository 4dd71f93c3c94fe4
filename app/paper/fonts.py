"""The shipped fonts: loaded when first drawn with, one character at a time falling back to the next.

FandolFang has only the characters of GB 2312 and poor digits, so a run of 仿宋 takes Latin and
figures from Song, rare names from Song or the rare file. What no font has is drawn as 〓, the
printer's sign for a missing type; `missing` tells the clerk beforehand. `prefer_own` puts the fonts
of this PC first, character by character; until it is called only the shipped ones are used.
"""

import logging
import struct
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from app.errors import PaperError
from app.paper import own_fonts
from app.paths import resource

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont, TTFontFace


class Family(StrEnum):
    """A hand a form is set in; the value is the file and the name inside the PDF."""

    SONG = "PDSong-Regular"
    SONG_BOLD = "PDSong-Bold"
    HEI = "PDHei-Regular"
    HEI_BOLD = "PDHei-Bold"
    KAI = "PDKai-Regular"
    FANG = "PDFang-Regular"


RARE = "PDRare-Regular"
MISSING = "〓"

_CHAINS: dict[Family, tuple[str, ...]] = {
    Family.SONG: (Family.SONG, RARE),
    Family.SONG_BOLD: (Family.SONG_BOLD, Family.SONG, RARE),
    Family.HEI: (Family.HEI, Family.SONG, RARE),
    Family.HEI_BOLD: (Family.HEI_BOLD, Family.HEI, Family.SONG, RARE),
    Family.KAI: (Family.KAI, Family.SONG, RARE),
    Family.FANG: (Family.FANG, Family.SONG, RARE),
}
_OWN_NAMES = {
    Family.FANG: own_fonts.FANG, Family.KAI: own_fonts.KAI, Family.SONG_BOLD: own_fonts.BIAO_SONG,
}  # fmt: skip
_FANG_BORROWS = frozenset([*map(chr, range(0x20, 0x7F)), "＿"])  # darker than its 汉字; a broken line
_KAI_BORROWS = frozenset("“”‘’·—…")  # there they are Latin and narrow


class Glyph(NamedTuple):
    """Where one character comes from: the font's name and its width as a share of the size."""

    font: str
    width: float


class _Case(dict[str, Glyph]):
    """A type case: the glyph of each character of one family, found once."""

    def __init__(self, family: Family) -> None:
        super().__init__()
        self._family = family

    def __missing__(self, character: str) -> Glyph:
        found = self[character] = _find(character, self._family)
        return found


@cache
def case(family: Family) -> dict[str, Glyph]:
    """The glyphs of a family, by character; asking for one loads no more fonts than it needs."""
    return _Case(family)


class _Own:
    """Whether this PC's fonts come first, and which those are: looked for when first drawn with."""

    def __init__(self) -> None:
        self._folders: tuple[Path, ...] = ()
        self._names: dict[Family, str] | None = None

    def look_in(self, folders: Iterable[Path]) -> None:
        self._folders, self._names = tuple(folders), None

    def name(self, family: Family) -> str:
        """The registered name of the family's own font, empty where there is none."""
        if self._names is None:
            self._names = self._found() if self._folders else {}
        return self._names.get(family, "")

    def _found(self) -> dict[Family, str]:
        faces = own_fonts.look_for(_OWN_NAMES.values(), self._folders)
        named = [(family, _load_own(face)) for family, face in zip(_OWN_NAMES, faces, strict=True) if face]
        return {family: name for family, name in named if name}


_own = _Own()


def prefer_own(folders: Iterable[Path] = ()) -> None:
    """From now on draw with the 仿宋, 楷体 and 小标宋 found in these folders; none turns that off."""
    _own.look_in(folders)
    for forget in (case.cache_clear, *_MEASURED):
        forget()


_MEASURED: list[Callable[[], None]] = []


def when_changed(forget: Callable[[], None]) -> None:
    """What was measured with these fonts is forgotten when others take their place."""
    _MEASURED.append(forget)


@cache
def load(name: str) -> "TTFont":
    """Register a font with reportlab, once in a process. PaperError when its file is missing or damaged."""
    from reportlab.pdfbase import pdfmetrics, ttfonts

    if name in pdfmetrics.getRegisteredFontNames():
        return pdfmetrics.getFont(name)
    try:
        return _register(name, resource("fonts", f"{name}.ttf"), 0)
    except (OSError, ttfonts.TTFError) as error:
        sentence = f"字体文件 {name}.ttf 缺失或损坏，文书没有生成，数据未受影响；请重新安装本程序。"
        raise PaperError(sentence) from error


def _register(name: str, path: Path, index: int) -> "TTFont":
    from reportlab.pdfbase import pdfmetrics, ttfonts

    from app.paper import unicode_map

    unicode_map.install()
    font = ttfonts.TTFont(name, str(path), subfontIndex=index, asciiReadable=False, shapable=False)
    _lend_outlines(font.face)
    pdfmetrics.registerFont(font)
    return font


def _load_own(face: own_fonts.Face) -> str:
    """Register a font of this PC; empty where reportlab cannot use it and the shipped one stands."""
    from reportlab.pdfbase import ttfonts

    name = f"{face.path}#{face.index}"
    try:
        _register(name, face.path, face.index)
    except (OSError, ttfonts.TTFError, ValueError, LookupError, struct.error) as error:
        logging.getLogger(__name__).info("font of this PC not used: %s", type(error).__name__)
        return ""
    return name


def printable(text: str) -> str:
    """The text without what has no shape: control and formatting characters, variation selectors."""
    return "".join(filter(_has_shape, text))


def runs(text: str, family: Family) -> Iterator[tuple[str, str]]:
    """Split a text into stretches of one font: (font name, characters), missing ones as 〓."""
    glyphs = case(family)
    for font, stretch in groupby(text, lambda character: glyphs[character].font):
        characters = "".join(stretch)
        yield font or Family.SONG, characters if font else MISSING * len(characters)


def missing(text: str) -> str:
    """The characters of a text that no shipped font can print, each once, in their order."""
    shown = dict.fromkeys(printable(text.replace("\n", "")))
    return "".join(character for character in shown if not case(Family.SONG)[character].font)


def width(text: str, family: Family, size: float) -> float:
    """How long a text is on paper, in points, without squeezing."""
    glyphs = case(family)
    return size * sum(glyphs[character].width for character in text)


def _has_shape(character: str) -> bool:
    selects_variant = "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
    return not selects_variant and unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}


class _Outlines:
    """A font's `glyf` table from which outlines are cut without copying the whole of it first."""

    def __init__(self, content: bytes, start: int) -> None:
        self._content, self._start = content, start

    def __getitem__(self, part: slice) -> bytes:
        return self._content[self._start + part.start : self._start + part.stop]


def _lend_outlines(face: "TTFontFace") -> None:
    """WORKAROUND reportlab 5.1: for each subset it copies the table of all outlines, 14 MB in Song."""
    whole = face.get_table
    outlines = _Outlines(face._ttf_data, face.get_table_pos("glyf")[0])  # noqa: SLF001
    face.get_table = lambda tag: outlines if tag == "glyf" else whole(tag)


def _find(character: str, family: Family) -> Glyph:
    code = ord(character)
    if unicodedata.category(character) == "Co":  # a private character: its shape is known to its maker alone
        return Glyph("", 1.0)
    for name in _chain(character, family):
        face = load(name).face
        if code in face.charToGlyph:
            return Glyph(str(name), face.getCharWidth(code) / 1000)
    return Glyph("", 1.0)


def _chain(character: str, family: Family) -> tuple[str, ...]:
    if family is Family.FANG and character in _FANG_BORROWS:
        return (Family.SONG,)
    own = _own.name(family)
    if family is Family.KAI and character in _KAI_BORROWS and not own:
        return (Family.FANG, Family.SONG)
    return (own, *_CHAINS[family]) if own else _CHAINS[family]
