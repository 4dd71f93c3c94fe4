"""The first window stands there at once; what the desk needs is imported while the clerk types."""

import subprocess
import sys

import pytest

from app.ui.start.meanwhile import MODULES

MOST = 70  # modules of ours before the password is asked; at the time of writing 55


def imported(code: str) -> set[str]:
    """What a fresh program has imported after `code`."""
    told = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint('\\n'.join(sys.modules))"],
        capture_output=True, text=True, check=True, encoding="utf-8",
    )  # fmt: skip
    return set(told.stdout.split())


def test_the_first_window_loads_nothing_of_the_desk() -> None:
    names = imported("import app.ui.running, app.ui.start.window")
    assert sum(name.partition(".")[0] == "app" for name in names) <= MOST
    assert not names & {"app.services.desk", "app.services.opening", "app.county.desk", "app.ui.main_window"}
    assert not names & {"sqlite_utils", "sqlcipher3", "cryptography", "reportlab"}


@pytest.mark.slow
def test_after_the_typing_the_desk_is_all_there() -> None:
    before = imported("".join(f"import {name}\n" for name in MODULES))
    after = imported("import app.ui.desk_window, app.services.opening, app.ui.front, app.ui.today.page")
    assert after - before <= {"app.ui.front"}
