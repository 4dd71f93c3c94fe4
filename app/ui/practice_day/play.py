"""The whole day from the first start to the county's answer, told step by step."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.errors import AppError
from app.ui.practice_day.chapters import close_month, hand_over, look_at_today, receive_all, set_up
from app.ui.practice_day.county_side import exchange
from app.ui.practice_day.hands import OutOfReach
from app.ui.practice_day.scribe import NotDone, Scribe
from app.ui.practice_day.stage import PRACTICE_DAY, Stage, set_stage

CHAPTERS: tuple[tuple[str, Callable[[Stage], None]], ...] = (
    ("一、建立机构", set_up),
    ("二、登记", receive_all),
    ("三、受理、交办、办结", hand_over),
    ("四、今日", look_at_today),
    ("五、月结", close_month),
    ("六、报送与县局回执", exchange),
)
FOREIGN = "文件夹“{}”里有别的东西，没有动它；请用 --out 指定一个新的文件夹。\n"
OWN = {"图片", "文书", "数据", "U盘", "县局", "实录.txt"}


def play(folder: Path) -> int:
    """Play the day into `folder`; 0 only if every step really happened."""
    if not _cleared(folder):
        sys.stderr.write(FOREIGN.format(folder))
        return 1
    app = QApplication.instance()
    own = app if isinstance(app, QApplication) else QApplication(sys.argv[:1])
    scribe = Scribe(folder, _say)
    try:
        play_day(own, folder, scribe)
    except (NotDone, OutOfReach, AppError) as error:
        scribe.tell(f"✗ {error}")
        scribe.close()
        return 1
    return 0


def play_day(app: QApplication, folder: Path, scribe: Scribe) -> None:
    """Every chapter in order; raises at the first thing that did not happen."""
    day = f"{PRACTICE_DAY.year}年{PRACTICE_DAY.month}月{PRACTICE_DAY.day}日"
    scribe.tell(f"信访专干的一天（练习，{day}）。这台电脑没有显示器，窗口在内存里操作，人和事都是虚构的。")
    stage = set_stage(app, folder, scribe)
    try:
        for title, chapter in CHAPTERS:
            scribe.tell(title)
            chapter(stage)
        _prove(stage)
    finally:
        _leave(stage)
    scribe.tell(
        f"共{len(scribe.pictures)}张图片、{len(scribe.papers)}份文书，键盘鼠标{stage.hands.presses}次（不含文字内容）"
    )
    scribe.tell(f"都在：{folder.resolve()}")
    scribe.close()


def _prove(stage: Stage) -> None:
    """Rebuild every table from the journal and compare."""
    report = stage.desk.safety.verify(full=True)
    stage.scribe.check(report.ok, "核验：" + "；".join(report.lines))


def _leave(stage: Stage) -> None:
    for window in (stage.application.main_window, stage.application.start_window):
        if window is not None:
            window.close()


def _cleared(folder: Path) -> bool:
    """Make room for the day; a folder with anything but an earlier day in it is left alone."""
    if not folder.exists():
        folder.mkdir(parents=True)
        return True
    inside = list(folder.iterdir()) if folder.is_dir() else []
    if not folder.is_dir() or any(path.name not in OWN for path in inside):
        return False
    for path in inside:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    return True


def _say(line: str) -> None:
    sys.stdout.write(line)
    sys.stdout.flush()
