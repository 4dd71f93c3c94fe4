"""`--self-test`: every part in order, one line each, exit 0 only if all of them passed.

Qt is imported by the parts that need it, so that its absence is one failed part and not the end.
"""

import contextlib
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from app import __version__
from app.paths import MARKS_VARIABLE
from app.services.self_test.offices import Offices
from app.services.self_test.parts import SelfTest
from app.services.self_test.shipped_files import (
    files_are_whole,
    fonts_can_be_drawn_with,
    knowledge_can_be_read,
)
from app.ui.self_test.bundles import bundle_goes_up_and_the_answer_comes_down

NO_REPORT = "自检报告“{}”写不进去（{}），没有开始自检；请换一个可以写入的文件夹。"
_PREFIX = "petition-desk-self-test-"


def self_test(report: Path | None = None) -> int:
    """Try everything in a folder that goes again; `report` gets the same lines, for programs without a console."""
    with contextlib.ExitStack() as stack:
        try:
            tell = _teller(stack, report)
        except OSError as error:
            _say(NO_REPORT.format(report, error.strerror))
            return 1
        folder = Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True))
        )
        stack.enter_context(_apart_from_the_user(folder))
        tell(
            f"乡镇信访工作台 {__version__} 自检，Python {platform.python_version()}，{platform.system()} {platform.machine()}"
        )
        run = SelfTest(tell)
        _try_all(run, folder)
        return run.conclude()


def _try_all(run: SelfTest, folder: Path) -> None:
    offices = Offices(folder)
    run.part("程序文件", files_are_whole)
    run.part("字体", fonts_can_be_drawn_with)
    run.part("规则和资料", knowledge_can_be_read)
    for name, check in offices.parts():
        run.part(name, check)
    run.part("报送包和县局回执", lambda: bundle_goes_up_and_the_answer_comes_down(offices))
    run.part("窗口系统", _qt_version)
    if not run.outcomes[-1].ok:
        return  # every window would say the same

    from app.ui.self_test.windows import try_windows

    try_windows(run, offices)


def _qt_version() -> str:
    from PySide6 import QtPdf, QtPdfWidgets, QtPrintSupport, QtSvg, QtWidgets
    from PySide6.QtCore import qVersion

    loaded = (QtPdf, QtPdfWidgets, QtPrintSupport, QtSvg, QtWidgets)
    return f"Qt {qVersion()}，{len(loaded)}个部件"


@contextlib.contextmanager
def _apart_from_the_user(folder: Path) -> Iterator[None]:
    """No display, no profile: what a register notes about itself elsewhere is noted in our folder."""
    own = {"QT_QPA_PLATFORM": "offscreen", MARKS_VARIABLE: str(folder / "marks")}
    before = {name: os.environ.get(name) for name in own}
    os.environ.update(own)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _teller(stack: contextlib.ExitStack, report: Path | None) -> Callable[[str], None]:
    file = stack.enter_context(report.open("w", encoding="utf-8")) if report else None

    def tell(line: str) -> None:
        _say(line)
        if file:
            file.write(line + "\n")
            file.flush()

    return tell


def _say(line: str) -> None:
    """To the console, if there is one and as far as it knows our characters."""
    if sys.stdout is None:
        return
    known = sys.stdout.encoding or "utf-8"
    sys.stdout.write(line.encode(known, "replace").decode(known) + "\n")
    sys.stdout.flush()
