"""Small pictures of attachments, drawn beside the window one after the other and held in memory only."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from app.services.attachments import Attachment, Attachments, SmallPicture
from app.ui.tasks import Tasks


class Thumbnails(QObject):
    """The pictures of one list; another list lets go of them.

    Signals:
        drawn: A picture is ready; carries the attachment's id.
    """

    drawn = Signal(str)

    def __init__(self, attachments: Attachments, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._attachments, self._tasks = attachments, tasks
        self._images: dict[str, QImage] = {}
        self._waiting: list[Attachment] = []
        self._round = 0

    def show_attachments(self, attachments: Sequence[Attachment]) -> None:
        """Draw what is not drawn yet; pictures of others are let go."""
        kept = {found.id for found in attachments}
        self._images = {key: image for key, image in self._images.items() if key in kept}
        self._waiting = [
            found for found in attachments if found.is_picture() and found.id not in self._images
        ]
        self._round += 1
        self._next(self._round)

    def forget(self) -> None:
        """Let go of everything, also of what is still being drawn."""
        self.show_attachments(())

    def image(self, attachment_id: str) -> QImage | None:
        """The picture, if it is drawn and is one."""
        image = self._images.get(attachment_id)
        return None if image is None or image.isNull() else image

    def _next(self, asked_in: int) -> None:
        if not self._waiting or asked_in != self._round:
            return
        found = self._waiting.pop(0)

        def keep(image: QImage) -> None:
            if asked_in == self._round:
                self._images[found.id] = image
                self.drawn.emit(found.id)
                self._next(asked_in)

        self._tasks.run(_drawing(self._attachments, found), keep, lambda _error: keep(QImage()))


def _drawing(attachments: Attachments, found: Attachment) -> Callable[[], QImage]:
    return lambda: image_of(attachments.small_picture(found))


def image_of(small: SmallPicture | None) -> QImage:
    """The pixels as Qt draws them, or an empty image for what is no picture."""
    if small is None:
        return QImage()
    form = QImage.Format.Format_RGBA8888
    return QImage(small.pixels, small.width, small.height, 4 * small.width, form).copy()
