"""Everything the program writes anywhere on this PC during a day, searched for the names that were typed in.

Not the files that are left are searched but every write as it happens: what was in clear for a moment and
then taken away is found too.
"""

import io
import os
import sys
from pathlib import Path

from app.core.receptions import ReceptionDraft
from app.services.attachments import Source
from app.services.desk import Desk
from app.services.receptions import Visitor
from tests.conftest import TODAY
from tests.faults import prepared
from tests.faults.disk import Disk, Op
from tests.faults.power import lay_out
from tests.faults.prepared import scratch
from tests.faults.trying import Outcome

NAME, PHONE, ID_NUMBER = "欧阳金丝雀", "00000043210", "11010519491231002X"
TEXT, ACCUSED, DRAFT = "金丝雀村水渠漏水三年", "被举报人司徒雀", "尚未登记的金丝雀草稿"
WORDS = (NAME, PHONE, ID_NUMBER, TEXT, ACCUSED, DRAFT)
ENCODINGS = ("utf-8", "gb18030", "utf-16-le")


def names_in_clear(breakage: str) -> Outcome:
    """What was written in clear, and where; `leak` makes the program write a name into a passing file."""
    with scratch() as place:
        lay_out(prepared.office(), place / "desk")
        disk = Disk(Path("/"))
        with disk.listening():
            _day(place, leak=breakage == "leak")
        return Outcome(len(disk.log), 0, [problem for op in disk.log for problem in _found(op)])


def _found(op: Op) -> list[str]:
    where = [op.path, str(op.other)]
    problems = [f"a name in a path: {path}" for path in where for word in WORDS if word in path]
    if op.kind == "write":
        for word in WORDS:
            if any(word.encode(encoding) in op.data for encoding in ENCODINGS):
                problems.append(f"{word} in {op.path}")
    return problems


def _day(place: Path, *, leak: bool) -> None:
    with prepared.reopen(place / "desk") as desk:
        _work(desk, place)
        _window(desk, place)
        if leak:
            (place / "passing.tmp").write_text(NAME, encoding="utf-8")
            (place / "passing.tmp").unlink()
        desk.safety.verify(full=True)


def _work(desk: Desk, place: Path) -> None:
    """Reception, sealed report, draft, attachment, search, correction, look at a number, paper, month, copy."""
    draft = ReceptionDraft("visit", TODAY, TODAY, TEXT, text=TEXT, purpose="appeal")
    done = desk.receptions.register(draft, [Visitor(NAME, PHONE, ID_NUMBER)])
    sealed = ReceptionDraft("letter", TODAY, TODAY, TEXT, text=TEXT, purpose="report", accused=ACCUSED)
    desk.receptions.register(sealed, [Visitor(NAME, PHONE)])
    desk.drafts.save("reception", {"text": DRAFT})
    desk.attachments.add(done.matter_id, [Source.content("照片.jpg", b"\xff\xd8\xff" + TEXT.encode() * 50)])
    desk.matters.find(NAME)
    person = desk.people.lookup(NAME)[0]
    desk.people.reveal_number(person.id, "核对身份")
    desk.matters.correct(done.matter_id, {"title": TEXT + "，要求修复"})
    desk.papers.make("receipt", done.matter_id)
    desk.month.close(desk.month.period("2026-10"))
    desk.safety.backup(place / "backups")


def _window(desk: Desk, place: Path) -> None:
    """Every page once, and a mistake of ours whose message quotes a petitioner."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtWidgets import QApplication

    from app.ui.crash import CrashWindow
    from app.ui.desk_window import open_window
    from app.ui.surroundings import surroundings

    app = QApplication([])
    window = open_window(desk, surroundings(app, place / "screen"))
    window.show()
    for key in window.page_keys():
        window.open_page(key)
        window.grab()
    said, stderr = io.StringIO(), sys.stderr
    sys.stderr = said
    mistake = ValueError(f"cannot read {NAME}")
    CrashWindow(lambda: window).on_exception(ValueError, mistake, mistake.__traceback__)
    sys.stderr = stderr
    (place / "stderr").write_text(said.getvalue(), encoding="utf-8")
    window.close()
