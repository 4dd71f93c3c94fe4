"""The pages behind the rail, in its order."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from app.ui.screen import Screen


@dataclass(frozen=True)
class Page:
    """One word of the rail. The factory is called when the page is first opened, so that starting is quick."""

    key: str
    title: str
    icon: str
    factory: Callable[[], Screen]
    at_foot: bool = False


def made_later(where: str, *parts: object) -> Callable[[], Screen]:
    """A factory of the page class at `module:name`, whose module is imported when the page is first opened."""
    module, name = where.split(":")

    def make() -> Screen:
        screen: Screen = getattr(import_module(module), name)(*parts)
        return screen

    return make
