"""Writes down the day: what happened as it happens, pictures of the window, papers from the printer."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

PICTURES, PAPERS = "图片", "文书"


class NotDone(AssertionError):
    """A step of the day did not really happen."""


class Scribe:
    """Keeps the day in `folder`; `say` prints a line."""

    def __init__(self, folder: Path, say: Callable[[str], object]) -> None:
        self.folder, self._say = folder, say
        self.lines: list[str] = []
        self.papers: list[Path] = []
        self.pictures: list[Path] = []
        for name in (PICTURES, PAPERS):
            (folder / name).mkdir(parents=True, exist_ok=True)

    def tell(self, sentence: str) -> None:
        line = f"{datetime.now().astimezone():%H:%M:%S}　{sentence}"
        self.lines.append(line)
        self._say(line + "\n")

    def check(self, happened: object, sentence: str) -> None:
        """Tell that a step happened, if it really did."""
        if not happened:
            raise NotDone(f"没有做成：{sentence}")
        self.tell(f"✓ {sentence}")

    def picture(self, window: QWidget, name: str) -> Path:
        path = self.folder / PICTURES / f"{len(self.pictures) + 1:02}-{name}.png"
        if not window.grab().save(str(path)):
            raise NotDone(f"图片写不进去：{path}")
        self.pictures.append(path)
        return path

    def paper(self, title: str, pdf: bytes) -> Path:
        name = "".join(char for char in title if char not in '\\/:*?"<>|')
        path = self.folder / PAPERS / f"{len(self.papers) + 1:02}-{name}.pdf"
        path.write_bytes(pdf)
        self.papers.append(path)
        return path

    def close(self) -> Path:
        """The steps as a text beside the pictures."""
        path = self.folder / "实录.txt"
        path.write_text("\n".join(self.lines) + "\n", encoding="utf-8")
        return path
