"""The parts of a self-test: each is tried whatever became of the others, and says in one line how it went."""

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.errors import AppError

Check = Callable[[], str]
_LONGEST_MESSAGE = 200


class NotSound(AppError):
    """A part did not do what it is there for."""


@dataclass(frozen=True)
class Outcome:
    """How one part went: `sentence` is what it did, or what is wrong with it."""

    name: str
    ok: bool
    sentence: str

    @property
    def line(self) -> str:
        return f"{'自检通过' if self.ok else '自检未通过'}　{self.name}：{self.sentence}"


class SelfTest:
    """Tries one part after the other; `tell` gets each line at once, so that the last one tells of a hard stop."""

    def __init__(self, tell: Callable[[str], object]) -> None:
        self._tell = tell
        self.outcomes: list[Outcome] = []

    def part(self, name: str, check: Check) -> bool:
        """Try a part; anything at all that it raises is its own failure and nobody else's."""
        try:
            outcome = Outcome(name, ok=True, sentence=check())
        except Exception as error:  # noqa: BLE001 - a package may lack anything; every part is still to be tried
            outcome = Outcome(name, ok=False, sentence=why(error))
        self.outcomes.append(outcome)
        self._tell(outcome.line)
        return outcome.ok

    def conclude(self) -> int:
        """The last line, and the exit code that goes with it."""
        failed = [outcome.name for outcome in self.outcomes if not outcome.ok]
        if failed:
            self._tell(f"自检未通过：{'、'.join(failed)}（共{len(self.outcomes)}项，{len(failed)}项未通过）")
            return 1
        self._tell(f"自检通过：共{len(self.outcomes)}项")
        return 0


def why(error: Exception) -> str:
    """What went wrong, in one sentence for whoever installs the program; a self-test holds no one's data."""
    if isinstance(error, AppError):
        return str(error)
    if isinstance(error, ModuleNotFoundError):
        return f"程序缺少部件{error.name}，请重新安装本程序。"
    if isinstance(error, FileNotFoundError) and error.filename:
        return f"缺少文件{_end_of(str(error.filename))}，请重新安装本程序。"
    message = " ".join(str(error).split())[:_LONGEST_MESSAGE]
    return f"程序出错（{type(error).__name__}，{_place(error)}）：{message}"


def _place(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return f"{_end_of(frames[-1].filename)}:{frames[-1].lineno}" if frames else "?"


def _end_of(path: str) -> str:
    return "/".join(Path(path).parts[-3:])
