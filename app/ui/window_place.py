"""Where a window stands on the screen, from one start to the next."""

from PySide6.QtWidgets import QApplication, QWidget

from app.ui.window_state import GEOMETRY, WindowState


def restore_place(window: QWidget, state: WindowState) -> None:
    """Where the window stood last time, if that is still on a screen."""
    place: list[int] = state.read(GEOMETRY, [])
    screens = [screen.availableGeometry() for screen in QApplication.screens()]
    if len(place) == 4 and any(room.contains(place[0], place[1]) for room in screens):
        window.setGeometry(*place)


def remember_place(window: QWidget, state: WindowState) -> None:
    shape = window.geometry()
    state.write(GEOMETRY, [shape.x(), shape.y(), shape.width(), shape.height()])
