"""The rows of an attachment list: a small picture or an icon, the name, what it is and how large."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QImage, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.services.attachments import KINDS, Attachment, spoken_size
from app.ui.icons import pixmap
from app.ui.theme import Theme, Type, space

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
ROLE = Qt.ItemDataRole.UserRole
PICTURE, ICON = 48, 24
MOST_ROWS, COLUMN = 3, 250  # rows without scrolling; a column is at least so wide


class AttachmentModel(QAbstractListModel):
    """The attachments in the order they came."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today, self._found = today, list[Attachment]()

    def show_attachments(self, found: Sequence[Attachment]) -> None:
        self.beginResetModel()
        self._found = list(found)
        self.endResetModel()

    def at(self, row: int) -> Attachment:
        return self._found[row]

    def row_of(self, attachment_id: str) -> int:
        """Where it stands, or -1."""
        return next((row for row, found in enumerate(self._found) if found.id == attachment_id), -1)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        found = self._found[index.row()]
        if role == ROLE:
            return found
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return f"{found.name}，{about(found, self._today())}"
        return None


def about(found: Attachment, today: date) -> str:
    """照片　2.3 MB　11月20日, and the note."""
    day = found.added_on
    said = "今天" if day == today else f"{day.month}月{day.day}日"
    if day.year != today.year:
        said = f"{day.year}年{said}"
    return "　".join(part for part in (KINDS[found.kind], spoken_size(found.size), said, found.note) if part)


class AttachmentView(QListView):
    """One or two columns; the arrow keys move, Enter opens, Delete removes.

    Signals:
        opened: Carries the attachment.
        removing: The clerk pressed Delete; carries the attachment.
        current_changed: Another one is current, or none.
    """

    opened = Signal(object)
    removing = Signal(object)
    current_changed = Signal()

    def __init__(
        self, theme: Theme, today: Callable[[], date], image: Callable[[str], QImage | None]
    ) -> None:
        super().__init__()
        self._rows = AttachmentModel(today)
        self.setAccessibleName("附件")
        self.setModel(self._rows)
        self.setItemDelegate(AttachmentDelegate(theme, today, image, self))
        self.setUniformItemSizes(True)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(lambda *_: self.current_changed.emit())
        self.doubleClicked.connect(lambda index: self.opened.emit(self._rows.at(index.row())))
        theme.changed.connect(self._fit)

    def show_attachments(self, found: Sequence[Attachment]) -> None:
        """Other rows; the current one stays current where it is still there, else its neighbour is."""
        kept, row = self.current(), self.currentIndex().row()
        self._rows.show_attachments(found)
        there = self._rows.row_of(kept.id) if kept else -1
        if kept and found:
            self.setCurrentIndex(self._rows.index(there if there >= 0 else min(row, len(found) - 1)))
        self._fit()
        self.current_changed.emit()

    def forget_current(self) -> None:
        """No row is current: another matter is shown."""
        self.setCurrentIndex(NOWHERE)

    def current(self) -> Attachment | None:
        index = self.currentIndex()
        return self._rows.at(index.row()) if index.isValid() else None

    def choose(self, attachment_id: str) -> None:
        row = self._rows.row_of(attachment_id)
        if row >= 0:
            self.setCurrentIndex(self._rows.index(row))

    def names(self) -> list[str]:
        return [self._rows.at(row).name for row in range(self._rows.rowCount())]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        found = self.current()
        if found and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit(found)
        elif found and event.key() == Qt.Key.Key_Delete:
            self.removing.emit(found)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type]
        if not self.currentIndex().isValid() and self._rows.rowCount():
            self.setCurrentIndex(self._rows.index(0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as its rows, up to three."""
        count, room = self._rows.rowCount(), self.width() - space(8)
        columns = 2 if room >= 2 * COLUMN and count > 1 else 1
        height = self.sizeHintForRow(0)
        self.setGridSize(QSize(max(room // columns, 1), max(height, 1)))
        rows = -(-count // columns)
        self.setFixedHeight(min(rows, MOST_ROWS) * height + space(2) + 2 if rows else 0)
        self.setVisible(rows > 0)


class AttachmentDelegate(QStyledItemDelegate):
    """Paints one attachment in the theme's sizes and colours."""

    def __init__(
        self,
        theme: Theme,
        today: Callable[[], date],
        image: Callable[[str], QImage | None],
        parent: QListView,
    ) -> None:
        super().__init__(parent)
        self._theme, self._today, self._image, self._view = theme, today, image, parent

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt names it
        name, caption = (QFontMetrics(self._theme.face(size)).height() for size in (Type.BODY, Type.CAPTION))
        return QSize(
            max(self._view.gridSize().width(), 160), max(PICTURE, name + caption + space(1)) + space(2)
        )

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        found: Attachment = index.data(ROLE)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self._ground(painter, option.rect, option.state)
        inner = option.rect.adjusted(space(2), space(1), -space(3), -space(1))
        self._picture(painter, QRect(inner.x(), inner.center().y() - PICTURE // 2, PICTURE, PICTURE), found)
        self._words(painter, inner.adjusted(PICTURE + space(3), 0, 0, 0), found)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        ground = "action_wash" if selected else "hover" if hovered else "surface"
        painter.setPen(Qt.PenStyle.NoPen)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(self._theme.colour("action"))
        painter.setBrush(self._theme.colour(ground))
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 6, 6)

    def _picture(self, painter: QPainter, room: QRect, found: Attachment) -> None:
        image = self._image(found.id)
        if image is not None:
            size = image.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(room.topLeft(), size)
            place.moveCenter(room.center())
            painter.drawImage(place, image)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("sunken"))
        painter.drawRoundedRect(room, 6, 6)
        name = "document" if not found.is_picture() else "attachment"
        drawn = pixmap(name, self._theme.colour("soft").name(), ICON)
        painter.drawPixmap(room.center().x() - ICON // 2 + 1, room.center().y() - ICON // 2 + 1, drawn)

    def _words(self, painter: QPainter, room: QRect, found: Attachment) -> None:
        upper, lower = self._theme.face(strong=True), self._theme.face(Type.CAPTION)
        heights = QFontMetrics(upper).height(), QFontMetrics(lower).height()
        top = room.center().y() - (sum(heights) + space(1)) // 2
        painter.setFont(upper)
        painter.setPen(self._theme.colour("ink"))
        name = QFontMetrics(upper).elidedText(found.name, Qt.TextElideMode.ElideMiddle, room.width())
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(QRect(room.x(), top, room.width(), heights[0]), flags, name)
        painter.setFont(lower)
        painter.setPen(self._theme.colour("soft"))
        said = QFontMetrics(lower).elidedText(
            about(found, self._today()), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(QRect(room.x(), top + heights[0] + space(1), room.width(), heights[1]), flags, said)
