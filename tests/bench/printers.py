"""A printer for measuring: the system takes the paper at once, whatever it does with it."""

from app.ui.desktop import QtDesktop
from app.ui.print_queue import Wishes


class Swallowing(QtDesktop):
    """Everything of the real PC but its printers."""

    def printers(self) -> tuple[str, ...]:
        return ("柜台打印机",)

    def print_as(self, _pdf: bytes, _title: str, _wishes: Wishes) -> str:
        return "柜台打印机"
