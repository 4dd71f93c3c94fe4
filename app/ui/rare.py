"""Characters that few names need: the font for them is large and is loaded when the first one is shown.

The shipped 黑体 and 宋体 draw every character of 通用规范汉字表, so 䶮 and 㛃 and most of 𬱖 and 𫖮
need nothing more; what lies beyond the first 65 536 characters may (docs of the fonts: resources/fonts).
"""

from PySide6.QtGui import QFontDatabase

from app.paths import resource

FONT = "PDRare-Regular.ttf"
_loaded: list[str] = []


def provide_for(text: str) -> None:
    """Make sure that this text can be drawn; called with everything that is shown or typed."""
    if not _loaded and is_rare(text):
        _load()


def is_rare(text: str) -> bool:
    """Whether it holds a character beyond the basic plane."""
    return max(text, default="") > "\uffff"


def loaded() -> tuple[str, ...]:
    """The families loaded for rare characters so far."""
    return tuple(_loaded)


def _load() -> None:
    path = resource("fonts", FONT)
    handle = QFontDatabase.addApplicationFont(str(path)) if path.exists() else -1
    _loaded.extend(QFontDatabase.applicationFontFamilies(handle) if handle >= 0 else ["sans-serif"])
