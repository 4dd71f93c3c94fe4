"""Printing end to end: a print system of our own, its queues writing into files, and our paper in them."""

import os
import shutil
import socket
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdf
import pytest

from app.errors import PaperError
from app.paper.fonts import Family
from app.paper.sheet import Sheet
from app.ui import print_queue
from app.ui.print_queue import Wishes

CUPSD = shutil.which("cupsd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (CUPSD and shutil.which("lp") and shutil.which("lpadmin", path="/usr/bin:/usr/sbin")),
        reason="no CUPS on this machine: apt-get install cups-daemon cups-client cups-filters",
    ),
]
PRINTER = "Counter"

SCHEDULER = """
Listen 127.0.0.1:{port}
LogLevel debug
Browsing No
WebInterface No
DefaultAuthType None
<Location />
  Order allow,deny
  Allow all
</Location>
<Location /admin>
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
"""
FILES = """
FileDevice Yes
Sandboxing Relaxed
ServerRoot {root}
StateDir {root}
CacheDir {root}/cache
RequestRoot {root}/spool
TempDir {root}/spool/tmp
AccessLog {root}/access_log
ErrorLog {root}/error_log
PageLog {root}/page_log
"""
DRIVER = """*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "PLAIN.PPD"
*Manufacturer: "Plain"
*Product: "(Plain)"
*ModelName: "Plain"
*ShortNickName: "Plain"
*NickName: "Plain"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: True
*DefaultColorSpace: RGB
*FileSystem: False
*Throughput: "1"
*TTRasterizer: Type42
*cupsVersion: 1.4
*cupsFilter: "application/vnd.cups-pdf 0 -"
*OpenUI *PageSize/Media Size: PickOne
*OrderDependency: 10 AnySetup *PageSize
*DefaultPageSize: {size}
*PageSize {size}/{size}: "<</PageSize[{points}]>>setpagedevice"
*CloseUI: *PageSize
*OpenUI *PageRegion: PickOne
*OrderDependency: 10 AnySetup *PageRegion
*DefaultPageRegion: {size}
*PageRegion {size}/{size}: "<</PageSize[{points}]>>setpagedevice"
*CloseUI: *PageRegion
*DefaultImageableArea: {size}
*ImageableArea {size}/{size}: "0 0 {points}"
*DefaultPaperDimension: {size}
*PaperDimension {size}/{size}: "{points}"
*DefaultFont: Courier
*Font Courier: Standard "(002.004S)" Standard ROM
"""


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


class PrintSystem:
    """A CUPS that serves nobody but the test, reached by a port of this machine alone."""

    def __init__(self, root: Path) -> None:
        port = free_port()
        self.root, self.environment = root, {**os.environ, "CUPS_SERVER": f"127.0.0.1:{port}"}
        for folder in ("cache", "spool", "spool/tmp", "ppd", "ssl"):
            (root / folder).mkdir()
        (root / "cupsd.conf").write_text(SCHEDULER.format(port=port))
        (root / "cups-files.conf").write_text(FILES.format(root=root))
        arguments = [CUPSD, "-f", "-c", root / "cupsd.conf", "-s", root / "cups-files.conf"]
        self.scheduler = subprocess.Popen(
            arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=self.environment
        )

    def is_up(self) -> bool:
        return "is running" in self.say("lpstat", "-r")

    def say(self, *command: str) -> str:
        plain = {**self.environment, "LC_ALL": "C.UTF-8", "PATH": f"{os.environ['PATH']}:/usr/sbin"}
        done = subprocess.run(command, capture_output=True, env=plain, timeout=30, check=False)
        return (done.stdout + done.stderr).decode()

    def add(self, name: str, size: str = "A4", points: str = "595 842") -> Path:
        """A printer that knows one paper; what it prints lies in the file returned."""
        out, driver = self.root / f"{name}.out", self.root / f"{name}.ppd"
        driver.write_text(DRIVER.format(size=size, points=points))
        out.touch()
        said = self.say("lpadmin", "-p", name, "-v", f"file:{out}", "-P", str(driver), "-E")
        assert name in self.say("lpstat", "-p", name), said
        return out

    def waits_for(self, name: str) -> None:
        """Until every job of a queue is done; lpstat lists those that are not."""
        for _ in range(600):
            if not self.say("lpstat", "-W", "not-completed", "-o", name).strip():
                return
            subprocess.run(["sleep", "0.05"], check=True)
        pytest.fail("the job is not done: " + (self.root / "error_log").read_text()[-2000:])

    def stop(self) -> None:
        self.scheduler.terminate()
        self.scheduler.wait(20)


@pytest.fixture(scope="module")
def system():
    with TemporaryDirectory(prefix="cups") as folder:  # not pytest's: the print system's own user must get in
        root = Path(folder)
        root.chmod(0o755)
        made = PrintSystem(root)
        try:
            for _ in range(200):
                if made.is_up():
                    break
                subprocess.run(["sleep", "0.05"], check=True)
            else:
                pytest.skip("cupsd does not start here: " + made.say("lpstat", "-r"))
            yield made
        finally:
            made.stop()


@pytest.fixture
def printing(system, monkeypatch):
    monkeypatch.setenv("CUPS_SERVER", system.environment["CUPS_SERVER"])
    return system


def paper(pages: int = 1) -> bytes:
    sheet = Sheet("接收回执")
    for page in range(pages):
        if page:
            sheet.next_page()
        sheet.text("信访事项接收回执", 100, 700, Family.FANG, 16)
    return sheet.pdf()


def test_the_paper_arrives_at_the_printer_as_it_was_shown(printing):
    out = printing.add(PRINTER)
    print_queue.send(PRINTER, paper(), "接收回执")
    printing.waits_for(PRINTER)
    page = pypdf.PdfReader(BytesIO(out.read_bytes())).pages[0]
    assert page.extract_text() == "信访事项接收回执"
    assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842]


def test_copies_and_both_sides_reach_the_printer(printing):
    out = printing.add("Copies")
    print_queue.send("Copies", paper(), "接收回执", Wishes(copies=2, both_sides=True))
    printing.waits_for("Copies")
    assert out.read_bytes().startswith(b"%PDF")
    job = (printing.root / "error_log").read_text().partition('argv[0]="Copies"')[2]
    assert 'argv[4]="2"' in job
    assert "sides=two-sided-long-edge" in job


def test_a_stopped_printer_takes_nothing(printing):
    printing.add("Stopped")
    printing.say("cupsdisable", "-r", "Paper jam", "Stopped")
    with pytest.raises(PaperError, match="已停用"):
        print_queue.send("Stopped", paper(), "接收回执")
    assert printing.say("lpstat", "-W", "not-completed", "-o", "Stopped").strip() == ""


def test_a_printer_that_rejects_takes_nothing(printing):
    printing.add("Rejecting")
    printing.say("cupsreject", "Rejecting")
    with pytest.raises(PaperError, match="不接收文件"):
        print_queue.send("Rejecting", paper(), "接收回执")


def test_a_printer_with_letter_paper_only_is_told(printing):
    printing.add("Letter", "Letter", "612 792")
    with pytest.raises(PaperError, match="没有A4纸"):
        print_queue.send("Letter", paper(), "接收回执")


def test_a_printer_nobody_knows_is_refused(printing):
    with pytest.raises(PaperError, match="没有打印"):
        print_queue.send("Nowhere", paper(), "接收回执")


def test_a_print_system_that_stands_still_is_told(monkeypatch):
    monkeypatch.setenv("CUPS_SERVER", f"127.0.0.1:{free_port()}")
    with pytest.raises(PaperError, match="打印服务没有运行"):
        print_queue.send(PRINTER, paper(), "接收回执")


DRAWN = """
import sys
from PySide6.QtWidgets import QApplication
from app.ui import print_queue
from app.ui.desktop import QtDesktop
application = QApplication([])
print_queue.is_there = lambda: False
desktop = QtDesktop("Drawn")
print(desktop.printers(), desktop.print_pdf(open(sys.argv[1], "rb").read(), "paper"))
"""


def test_where_there_is_no_lp_each_page_is_drawn_at_300_dots(printing, tmp_path):
    out, source = printing.add("Drawn"), tmp_path / "paper.pdf"
    source.write_bytes(paper(2))
    environment = {**printing.environment, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", DRAWN, source], env=environment, capture_output=True, timeout=90, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    printing.waits_for("Drawn")
    pages = pypdf.PdfReader(BytesIO(out.read_bytes())).pages
    images = [[(image.image.width, image.image.height) for image in page.images] for page in pages]
    assert images == [[(2480, 3508)]] * 2
