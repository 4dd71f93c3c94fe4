"""A step of a schema's history, and its statements one by one."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.db.engine.driver import driver


@dataclass(frozen=True)
class Migration:
    """One frozen step of the schema's history: SQL text, never edited once landed."""

    name: str
    sql: str


def statements(script: str) -> Iterator[str]:
    """Split a script into statements; `executescript` would commit behind our back."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if pending.strip() and driver.complete_statement(pending):
            yield pending
            pending = ""
    if pending.strip():
        yield pending
