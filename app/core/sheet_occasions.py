"""When particular sheets (表册) may be made; the letters' occasions stand in `paper_occasions`."""

from collections.abc import Callable

from app.core.matters import Matter

SHEET_OCCASIONS: dict[str, Callable[[Matter], None]] = {}
