"""A clock in the few words and the one colour that the strip and its card share."""

from datetime import date

from app.core.deadlines import Deadline
from app.core.explaining import OWNER_WORDS
from app.ui.matters.lateness import nearness, short_date
from app.ui.matters.strip_layout import shown_on
from app.ui.theme import Tone

PASSED = "已过"
_TONES = {"met": Tone.DONE, "met_late": Tone.LATE, "overdue": Tone.LATE, "today": Tone.SOON}


def tone_of(line: Deadline, today: date) -> Tone:
    """Red only for what somebody had to do and did not; a right that passed is grey."""
    if line.dropped_on or line.paused or (line.optional and (line.met_on or shown_on(line) < today)):
        return Tone.CLOSED
    if line.optional:
        return Tone.ACTION
    tone = _TONES.get(line.state(today), Tone.ACTION)
    return Tone.SOON if line.internal and tone is Tone.LATE else tone


def standing(line: Deadline, today: date) -> str:
    """✓, 超期2天, 还有10天: the word that goes with the colour."""
    if line.met_on:
        return _met(line, line.met_on)
    if line.dropped_on:
        return "不再适用"
    if line.paused:
        return "听证，暂停计算"
    if line.optional and shown_on(line) < today:
        return PASSED
    left = (shown_on(line) - today).days
    # The office's own reminders are no 超期: nobody else counts them.
    return f"已过{-left}天" if line.internal and left < 0 else nearness(shown_on(line), today)[0]


def _met(line: Deadline, met_on: date) -> str:
    """A right that nobody used ended with what came next; only what was owed or asked for can be late."""
    if met_on <= line.card.last:
        return "✓"
    return PASSED if line.optional and line.owner != "petitioner" else "✓ 逾期"


def dated(line: Deadline, today: date) -> str:
    """限3月17日 还有5天; ✓ 3月12日."""
    word = standing(line, today)
    if line.met_on and word != PASSED:
        return f"{word} {short_date(line.met_on, today)}"
    return f"限{short_date(line.card.last, today)} {word}"


def named(line: Deadline) -> str:
    """书面告知; with whose it is where it is not the office's own: 申请复查（信访人）."""
    whose = "" if line.owner == "office" else f"（{OWNER_WORDS.get(line.owner, '')}）"
    return f"{line.name}{whose}"
