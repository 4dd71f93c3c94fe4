"""The drill that only a person can do (纸上恢复码演练): find the paper, and type two of its groups, twice a year.

The code is never asked for as a whole and stands nowhere. What lies in the encrypted register are keyed hashes of its
groups, under a key made from the data key: whoever could use them has the data key already, and the code gives no more.
Wrong groups count and cost waiting, apart from wrong passwords, so that neither count hides the other.
"""

import contextlib
import hashlib
import hmac
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from app.core.entries import Draft
from app.core.guessing import wait_after
from app.core.recovery_codes import GROUPS, group_problem, spell, split_groups
from app.db import bundles, journal
from app.db.engine.guesses import note_wrong, wrong_guesses
from app.db.engine.keys import RECOVERY, Holder, code_number, holders
from app.errors import NotAllowed, StorageError, ValidationError
from app.services.register import Register

ASKED = 2
GUESSES = "paper_guesses"
NO_CHECK = "这张恢复码没有留下核对用的记号（旧版程序生成的，或者后来恢复过备份），不能演练"
NO_CODE = "还没有恢复码，没有可以演练的"
MAKE_ONE = "请点“生成恢复码”，打印后看着纸回答两组，就算一次演练"
_SECRET, _KIND, _DAYS_A_YEAR = "paper_check", "paper_drilled", 365


@dataclass(frozen=True)
class PaperStanding:
    """How it stands with the paper: its number, when somebody last held it, and whether it is time again."""

    number: str
    last_on: date | None
    due: bool


def keep_check(register: Register, secret: bytes) -> None:
    """A code has just been read back from its paper: note by what it will be known again."""
    salt = secrets.token_bytes(16)
    marks = [_mark(register, salt, place, group) for place, group in enumerate(spell(secret), start=1)]
    told = {"number": code_number(secret), "salt": salt.hex(), "groups": marks}
    with register.store.writing():
        bundles.keep_secret(register.store, _SECRET, json.dumps(told))


class PaperDrills:
    """Asking for two groups, comparing them, and remembering that it was done."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def standing(self) -> PaperStanding | None:
        """None where there is no code to be held."""
        code = self._code()
        if code is None:
            return None
        last = self._last_on(code)
        months = self._register.office().choices.paper_drill_months
        waited = (self._register.today() - last) if last else timedelta.max
        return PaperStanding(code.label, last, bool(months) and waited.days * 12 > months * _DAYS_A_YEAR)

    def ask(self) -> tuple[int, ...]:
        """Which groups to type this time; raises `NotAllowed` where nothing can be compared."""
        self._check()
        return tuple(sorted(secrets.SystemRandom().sample(range(1, GROUPS + 1), ASKED)))

    def wait_seconds(self) -> int:
        """How long to wait after wrong groups before the next try."""
        return wait_after(wrong_guesses(self._folder, GUESSES))

    def answer(self, typed: Sequence[tuple[int, str]]) -> None:
        """Compare (place, digits); all right is an entry. Raises `ValidationError` naming each wrong group."""
        slips = {
            f"group{place}": problem for place, digits in typed if (problem := group_problem(place, digits))
        }
        if slips:  # told by the digits alone: nothing of the code is learnt from it
            raise ValidationError(slips)
        (number, salt, marks), wrong = self._check(), wrong_guesses(self._folder, GUESSES)
        note_wrong(self._folder, wrong + 1, GUESSES)
        different = {
            f"group{place}": f"与编号{number}的恢复码第{place}组不一致，请看清是哪张纸、第几组"
            for place, digits in typed
            if not hmac.compare_digest(
                marks[place - 1], _mark(self._register, salt, place, split_groups(digits)[0])
            )
        }
        if different:
            raise ValidationError(different)
        note_wrong(self._folder, 0, GUESSES)
        self._register.record(
            Draft(_KIND, "office", self._register.today(), {"number": number, "groups": len(typed)})
        )

    @property
    def _folder(self) -> Path:
        return self._register.folder

    def _code(self) -> Holder | None:
        with contextlib.suppress(StorageError):
            return next((holder for holder in holders(self._folder) if holder.kind == RECOVERY), None)
        return None

    def _last_on(self, code: Holder) -> date | None:
        """The last drill with this paper, or the day it was made, when two groups were typed as well."""
        told = journal.last_of(self._register.store, _KIND)
        if told and told.payload["number"] == code.label:
            return told.occurred_on
        with contextlib.suppress(ValueError):
            return date.fromisoformat(code.since)
        return None

    def _check(self) -> tuple[str, bytes, list[str]]:
        code = self._code()
        if code is None:
            raise NotAllowed(NO_CODE, way_out=MAKE_ONE)
        told = json.loads(bundles.secret(self._register.store, _SECRET) or "{}")
        if told.get("number") != code.label:
            raise NotAllowed(NO_CHECK, way_out=MAKE_ONE)
        return code.label, bytes.fromhex(told["salt"]), [str(mark) for mark in told["groups"]]


def _mark(register: Register, salt: bytes, place: int, group: str) -> str:
    key = register.store.derived_key(b"xfb-paper-check-1")
    return hmac.new(key, salt + bytes([place]) + group.encode("ascii"), hashlib.sha256).hexdigest()
