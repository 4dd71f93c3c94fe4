"""The fonts of this PC on the office's papers: 仿宋, 楷体, 小标宋 as GB/T 9704-2012 names them, where they are installed."""

from app.paper import fonts
from app.paper.own_fonts import system_folders


def prefer_own_fonts(*, on: bool) -> None:
    """Draw papers with this PC's own fonts from now on, or with the shipped ones alone."""
    fonts.prefer_own(system_folders() if on else ())
