"""Under wine only: the least a window of this Qt is, to measure the program's start against."""

import sys

from PySide6.QtWidgets import QApplication, QMainWindow

application = QApplication(sys.argv)
window = QMainWindow()
window.setWindowTitle("bare window")
window.resize(1000, 700)
window.show()
sys.exit(application.exec())
