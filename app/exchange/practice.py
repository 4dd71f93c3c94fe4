"""练习 and the real thing do not write to each other: a practice office says so in every file it signs."""

from typing import Final

from app.core.canonical import Json
from app.errors import BundleError

MARK: Final = "practice"
FROM_PRACTICE: Final = "这是练习机构的文件，没有接收，什么也没有改动；正式的机构不与练习往来。"
FROM_OFFICE: Final = "这是正式机构的文件，没有接收，什么也没有改动；练习只与练习的机构往来。"


def marked(*, practice: bool) -> dict[str, Json]:
    """What an enrolment or a header says of it; a real office says nothing."""
    return {MARK: True} if practice else {}


def refuse_other(*, theirs: bool, ours: bool) -> None:
    """`BundleError` where one side only exercises."""
    if theirs != ours:
        raise BundleError(FROM_PRACTICE if theirs else FROM_OFFICE)
