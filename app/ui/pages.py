"""The pages behind the rail, in its order."""

from collections.abc import Callable
from dataclasses import dataclass

from app.ui.screen import Screen


@dataclass(frozen=True)
class Page:
    """One word of the rail. The factory is called when the page is first opened, so that starting is quick."""

    key: str
    title: str
    icon: str
    factory: Callable[[], Screen]
    at_foot: bool = False
