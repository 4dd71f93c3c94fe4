"""What Qt says goes to stderr, but for the one line the screenless platform repeats for every window."""

import sys

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

MEANINGLESS = "This plugin does not support propagateSizeHints()"


def say_what_matters() -> None:
    """Take over Qt's messages for this process."""
    qInstallMessageHandler(_on_message)


def _on_message(_kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    if text != MEANINGLESS:
        sys.stderr.write(text + "\n")
