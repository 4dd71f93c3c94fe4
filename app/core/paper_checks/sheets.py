"""What the law demands of particular sheets."""

from app.core.paper_checks.finding import Check

SHEET_CHECKS: dict[str, tuple[Check, ...]] = {}
