"""Printing on this PC: through lp where it is, a sentence where nothing is."""

import stat
import threading

import pytest
from PySide6.QtCore import QTimer

from app.errors import PaperError
from app.ui.desktop import QtDesktop, beside, load_pdf
from app.ui.print_queue import Wishes


class Counter(QtDesktop):
    """A PC on which the system knows one printer."""

    def printers(self):
        return ("柜台打印机",)


@pytest.fixture
def lp(tmp_path, monkeypatch):
    """A print system whose `lp` keeps what it is given, or refuses, and whose printer is in some state."""
    folder, kept = tmp_path / "bin", tmp_path / "kept"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    monkeypatch.setattr("sys.platform", "linux")

    def program(name, script):
        path = folder / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)

    def install(code=0, standing="scheduler is running", options=""):
        program("lp", f'echo "$@" > {kept}.arguments; cat > {kept}.pdf; exit {code}')
        program("lpstat", f"echo '{standing}'")
        program("lpoptions", f"echo '{options}'")
        return kept

    return install


def test_on_linux_the_paper_itself_goes_to_lp(qapp, lp):
    kept = lp()
    assert Counter("柜台打印机").print_pdf(b"%PDF-1.7 paper", "接收回执") == "柜台打印机"
    assert kept.with_suffix(".pdf").read_bytes() == b"%PDF-1.7 paper"
    assert "-d 柜台打印机 -t 接收回执 -o media=A4 -n 1 -" in kept.with_suffix(".arguments").read_text()


def test_copies_and_both_sides_are_asked_of_the_printer(qapp, lp):
    kept = lp()
    Counter().print_as(b"%PDF-1.7 paper", "办理意见书", Wishes(copies=3, both_sides=True))
    assert "-n 3 -o sides=two-sided-long-edge -" in kept.with_suffix(".arguments").read_text()


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ({"standing": "printer 柜台打印机 disabled since Thu - Paper jam"}, "打印机“柜台打印机”已停用"),
        ({"standing": "柜台打印机 not accepting requests since Thu - Rejecting"}, "不接收文件"),
        ({"standing": "scheduler is not running"}, "打印服务没有运行"),
        ({"options": "PageSize/Media Size: *Letter Legal"}, "没有A4纸"),
        ({"code": 1}, "没有接收"),
    ],
)
def test_what_hinders_the_printer_is_a_sentence_with_a_way_out_and_nothing_is_sent(qapp, lp, state, sentence):
    kept = lp(**state)
    with pytest.raises(PaperError, match=sentence) as told:
        Counter().print_pdf(b"%PDF", "接收回执")
    assert all(word in str(told.value) for word in ("没有打印", "另选一台打印机", "保存成 PDF"))
    assert "code" in state or not kept.with_suffix(".pdf").exists()


@pytest.mark.parametrize(
    "options", ["PageSize/Media Size: Letter *A4 Custom.WIDTHxHEIGHT", "media/Size: iso_a4_210x297mm", ""]
)
def test_a_printer_with_a4_or_that_says_nothing_of_paper_prints(qapp, lp, options):
    kept = lp(options=options)
    Counter().print_pdf(b"%PDF", "接收回执")
    assert kept.with_suffix(".pdf").exists()


def test_a_print_system_that_stands_still_is_told_from_a_pc_without_printers(qapp, lp):
    class Bare(QtDesktop):
        def printers(self):
            return ()

    lp(standing="scheduler is not running")
    with pytest.raises(PaperError, match="打印服务没有运行"):
        Bare().print_pdf(b"%PDF", "接收回执")


def test_the_window_goes_on_while_a_printer_thinks(qapp):
    painted = threading.Event()
    QTimer.singleShot(0, painted.set)
    assert beside(lambda: painted.wait(20)) is True


def test_what_goes_wrong_beside_the_window_reaches_the_caller(qapp):
    def refuse():
        raise PaperError("卡纸")

    with pytest.raises(PaperError, match="卡纸"):
        beside(refuse)


def test_a_printer_that_is_gone_is_named(qapp):
    with pytest.raises(PaperError, match="旧打印机"):
        Counter("旧打印机").print_pdf(b"%PDF", "接收回执")


def test_without_any_printer_there_is_a_way_out(qapp):
    class Bare(QtDesktop):
        def printers(self):
            return ()

    with pytest.raises(PaperError, match="保存"):
        Bare().print_pdf(b"%PDF", "接收回执")


def test_bytes_that_are_no_paper_are_not_printed(qapp):
    with pytest.raises(PaperError):
        load_pdf(b"nothing")
