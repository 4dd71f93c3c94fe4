"""Words that the office keeps as a file (TOML): read from one, saved as one."""

from pathlib import Path

from app.errors import AppError, StorageError
from app.services.desk import Desk
from app.ui.context import Context

TOML = "文字设置 (*.toml)"
LARGEST = 2 * 1024 * 1024 + 1
"""One byte more than a template may have: who takes it sees that it is too large, and no more is read."""


def read_bytes(path: Path, kept: str) -> bytes:
    """The file's content; `kept` says what stays as it was if it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST)
    except OSError as error:
        raise StorageError(f"读不出“{path.name}”，{kept}；请核对文件后再选。") from error


def read_words(path: Path, kept: str) -> str:
    """The text of a file as Notepad and WPS leave it."""
    try:
        return read_bytes(path, kept).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise StorageError(f"“{path.name}”不是UTF-8编码的文字，{kept}；请另存为UTF-8后再选。") from error


def save_words(desk: Desk, context: Context, name: str, text: str) -> Path | None:
    """Save where the clerk says; nothing if the clerk thought better of it or the disk did."""
    path = context.prompts.choose_save_path("保存", name, TOML)
    if path is None:
        return None
    try:
        desk.papers.save_pdf(text.encode(), path)
    except AppError as error:
        context.prompts.show_error(str(error))
        return None
    return path
