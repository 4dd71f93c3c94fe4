"""Printing on this PC: through lp where it is, a sentence where nothing is."""

import stat

import pytest

from app.errors import PaperError
from app.ui.desktop import QtDesktop, load_pdf


class Counter(QtDesktop):
    """A PC on which the system knows one printer."""

    def printers(self):
        return ("柜台打印机",)


@pytest.fixture
def lp(tmp_path, monkeypatch):
    """An `lp` that keeps what it is given; `fails` makes it refuse."""
    program, kept = tmp_path / "bin" / "lp", tmp_path / "kept"
    program.parent.mkdir()
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    monkeypatch.setattr("sys.platform", "linux")

    def install(code=0):
        program.write_text(f'#!/bin/sh\necho "$@" > {kept}.arguments\ncat > {kept}.pdf\nexit {code}\n')
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        return kept

    return install


def test_on_linux_the_paper_itself_goes_to_lp(qapp, lp):
    kept = lp()
    assert Counter("柜台打印机").print_pdf(b"%PDF-1.7 paper", "接收回执") == "柜台打印机"
    assert kept.with_suffix(".pdf").read_bytes() == b"%PDF-1.7 paper"
    assert "-d 柜台打印机 -t 接收回执 -o media=A4 -" in kept.with_suffix(".arguments").read_text()


def test_a_printer_that_refuses_is_a_sentence(qapp, lp):
    lp(code=1)
    with pytest.raises(PaperError, match="没有打印"):
        Counter().print_pdf(b"%PDF", "接收回执")


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
