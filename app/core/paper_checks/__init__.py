"""Checks before print: the elements the law demands of a paper, each finding with a way to mend it."""

from collections.abc import Iterable

from app.core.paper_checks.finding import Check, Finding, PaperCase
from app.core.paper_checks.general import GENERAL
from app.core.paper_checks.letters import LETTER_CHECKS
from app.core.paper_checks.sheets import SHEET_CHECKS
from app.errors import PaperBlocked

__all__ = ["Finding", "PaperCase", "check_paper", "refuse_blocked"]

_CHECKS: dict[str, tuple[Check, ...]] = {**LETTER_CHECKS, **SHEET_CHECKS}


def check_paper(case: PaperCase) -> tuple[Finding, ...]:
    """Everything that is wrong with a paper, what the law blocks first."""
    found = [finding for check in (*_CHECKS.get(case.form.id, ()), *GENERAL) for finding in check(case)]
    return tuple(sorted(found, key=lambda finding: not finding.blocks))


def refuse_blocked(findings: Iterable[Finding]) -> None:
    """PaperBlocked, with a sentence for each thing to mend, where the law forbids the paper as it stands."""
    blocking = [finding for finding in findings if finding.blocks]
    if blocking:
        raise PaperBlocked(tuple(finding.sentence for finding in blocking), blocking[0].article)
