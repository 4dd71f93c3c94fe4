"""What holds the window still for more than 50 ms: every page, panel and act, driven in the real window.

Each run is a process of its own, so that first openings are first; the least of the runs counts, because
the machine is shared.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from app.db.engine.costs import LEAST
from app.services.clock import FixedClock
from app.services.practice import create_practice_office
from tests.bench.lists import as_installed
from tests.bench.measures import Row
from tests.bench.offices import PASSWORD, TODAY
from tests.bench.stillness import LONG, Held, held

RUNS = 3


def gui(_: int) -> Iterator[Row]:
    """A row for each deed over the limit, the longest first, and one for how many there are."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "practice"
        create_practice_office(place, None, PASSWORD, clock=FixedClock(TODAY), cost=LEAST).close()
        runs = [_run(place, Path(folder) / str(number)) for number in range(RUNS)]
    best = [min(same, key=lambda it: it.longest) for same in zip(*runs, strict=True)]
    long = sorted((it for it in best if it.longest > LONG), key=lambda it: -it.longest)
    for it in long:
        yield Row(f"窗口 {it.deed}（前后共{it.whole * 1000:.0f} ms）", it.longest, LONG, "≤ 1")
    yield Row(f"窗口 {len(best)}个动作中超过50 ms的", len(long), 1, "0", "个")


def _run(office: Path, place: Path) -> list[Held]:
    shutil.copytree(office, place)
    code = f"from tests.bench.gui import drive; drive({str(place)!r})"
    done = subprocess.run(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, check=True, env=as_installed()
    )
    return [Held(*found) for found in json.loads(done.stdout.splitlines()[-1])]


def drive(place: str, only: str = "") -> list[Held]:
    """In the process of its own: open the office, do every deed, print what each took."""
    from PySide6.QtWidgets import QApplication

    from app.services.opening import open_desk
    from app.ui.desk_window import open_window, warm
    from app.ui.practice_day.hands import come_to_front
    from app.ui.shots.take import QuietPrompts
    from app.ui.surroundings import surroundings
    from app.ui.tasks import ThreadTasks
    from tests.bench.deeds import Deeds
    from tests.bench.printers import Swallowing

    app = QApplication([])
    around = surroundings(app, Path(place) / "screen")
    around = replace(around, prompts=QuietPrompts(), desktop=Swallowing(), clock=FixedClock(TODAY))
    tasks = around.tasks
    assert isinstance(tasks, ThreadTasks)
    found: list[Held] = []
    with open_desk(Path(place), PASSWORD, clock=around.clock) as desk:
        window = open_window(desk, around)
        come_to_front(window)
        warming = warm(window, around)
        while not warming.is_done():
            app.processEvents()
        held("", lambda: None, tasks.is_busy)
        for name, act in Deeds(desk, window).all():
            deed = held(name, act, tasks.is_busy)
            if name.startswith(only):
                found.append(deed)
        window.close()
    sys.stdout.write(json.dumps([(it.deed, it.longest, it.whole) for it in found]) + "\n")
    return found
