"""What is copied out of the register does not lie on the clipboard for ever, nor in its history.

Other programs paste it as usual; marks ask the histories of Windows and KDE not to keep it. It is taken
away after two minutes, long enough to paste it into a sheet, and when the window locks or closes, unless
something else has been copied since.
"""

from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtGui import QGuiApplication

LASTS = 120_000  # ms
_OURS = "application/x-petition-desk"
_MARKS = {
    _OURS: b"1",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"\0\0\0\0",
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': b"\0\0\0\0",
    "x-kde-passwordManagerHint": b"secret",
}


def copy_for_a_while(text: str) -> None:
    """Put a text from the register on the clipboard, until it is pasted or the time is up."""
    content = QMimeData()
    content.setText(text)
    for mark, value in _MARKS.items():
        content.setData(mark, value)
    QGuiApplication.clipboard().setMimeData(content)
    QTimer.singleShot(LASTS, lambda: clear_copied(text))


def clear_copied(text: str | None = None) -> None:
    """Take away what we put there: this text, or whatever it is; what others put there stays."""
    clipboard = QGuiApplication.clipboard()
    content = clipboard.mimeData()  # none where another program does not answer
    if content and content.hasFormat(_OURS) and text in (None, content.text()):
        clipboard.clear()
