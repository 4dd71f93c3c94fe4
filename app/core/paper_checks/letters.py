"""What the law demands of particular letters."""

from app.core.paper_checks.finding import Check

LETTER_CHECKS: dict[str, tuple[Check, ...]] = {}
