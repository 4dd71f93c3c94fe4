"""A paper saved as a Word file, where a leader can write in it."""

from collections.abc import Callable

from app.services.word_files import WordFiles
from app.ui.context import Context
from app.ui.prompts import DOCX


def save_word(words: WordFiles, context: Context, name: str, write: Callable[[], bytes]) -> bool:
    """Ask where, and put a Word file there; whether it was saved. Raises what `write` raises."""
    path = context.prompts.choose_save_path("存为 Word 文件", name, DOCX)
    if path is None:
        return False
    words.save(write(), path)
    context.toast(f"已保存：{path}")
    return True
