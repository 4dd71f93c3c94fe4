"""What the frame asks of the desk, as plain functions, so that it knows no service."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from app.ui.tasks import InlineTasks, Tasks
from app.ui.widgets.two_line_list import Line

PRACTICE_ONLY = frozenset({"first_day", "reset_practice"})


@dataclass(frozen=True)
class Status:
    """Three short truths: when was saved last, the last backup, where the bundle is. Empty says nothing."""

    saved: str = ""
    backup: str = ""
    bundle: str = ""


@dataclass(frozen=True)
class Answers:
    """What the frame asks of the desk: (name, practice), search results, the status line, the password.

    `unlock` answers with what is to be done with the password beside the window (`UnlockPage`), by `tasks`.
    `unused` are commands that this kind of office has no use for.
    """

    office: Callable[[], tuple[str, bool]]
    find: Callable[[str], Sequence[Line]]
    status: Callable[[], Status]
    unlock: Callable[[str], object]
    unused: frozenset[str] = PRACTICE_ONLY
    tasks: Tasks = field(default_factory=InlineTasks)
