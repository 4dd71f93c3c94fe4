"""What a page gets besides the desk: the few things it may ask of the window around it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from app.ui.changes import Changes
from app.ui.desktop import Desktop
from app.ui.prompts import Prompts
from app.ui.scan_folder import ScanFolder
from app.ui.tasks import Tasks
from app.ui.theme import Theme


class ShowToast(Protocol):
    """Say what was done, and for ten seconds offer to undo it."""

    def __call__(self, sentence: str, undo: Callable[[], None] | None = None) -> None: ...


class ShowPaper(Protocol):
    """Lay a paper over the page with 打印, 保存, 关闭; `printed` is called after it went to the printer."""

    def __call__(
        self, title: str, pdf: bytes, file_name: str, printed: Callable[[], None] | None = None
    ) -> None: ...


class OpenMatter(Protocol):
    """Show a matter's page; with `step` its form is open, ready to be filled in."""

    def __call__(self, matter_id: str, step: str = "") -> None: ...


@dataclass(frozen=True)
class Context:
    """Handed to every page by the composition root; tests make one of fakes."""

    prompts: Prompts
    desktop: Desktop
    tasks: Tasks
    changes: Changes
    theme: Theme
    today: Callable[[], date]
    toast: ShowToast
    preview: ShowPaper
    open_matter: OpenMatter
    open_page: Callable[[str], object]
    scans: ScanFolder = field(default_factory=ScanFolder)
    restore: Callable[[], object] = lambda: None  # leave the desk for the page 从备份恢复
