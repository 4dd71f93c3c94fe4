"""Under wine only: draws a paper with the program's own sheet and prints it through the program's own desktop."""

import os
import sys
import time
from datetime import date

from PySide6.QtWidgets import QApplication

from app.core.offices import Office
from app.services.sheets import recovery_sheet
from app.ui.desktop import QtDesktop

application = QApplication(sys.argv)
office = Office(
    name="试用镇信访工作办公室",
    code="430999101000",
    superior="试用县信访局",
    organ_code="试信",
    review_body="试用县信访局",
)
pdf = recovery_sheet(bytes(range(20)), office, date(2026, 11, 21))
desktop = QtDesktop()
print("printers:", desktop.printers(), flush=True)
begun = time.perf_counter()
print("printed on", desktop.print_pdf(pdf, "试打印"), f"{time.perf_counter() - begun:.2f} s", flush=True)
os._exit(0)
