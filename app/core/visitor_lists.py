"""A list of people as it is pasted from Excel or WPS: one per line, name, ID number and phone in any order."""

import re
import unicodedata
from dataclasses import dataclass

from app.core.identity import check_id_number, normalise_name, normalise_phone, normalise_text

# A blank parts a name from a number, and a whole ID number from what follows; 张　三 and 138 0000 0000 stay.
_CELLS = re.compile(
    r"[\t,，;；|]|(?<=[^0-9０-９\s])\s+(?=[0-9０-９])|(?<=[0-9０-９XxＸｘ])\s+(?=[^0-9０-９\s])|(?<=[0-9Xx]{15})\s+"
)
_HEADINGS = frozenset({"姓名", "名字", "信访人", "序号"})
_SERIAL = re.compile(r"[0-9]{1,3}[.、)）]?")
_ENUMERATION = re.compile(r"(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})[.、)）]\s*")
LONGEST_NAME = 40


@dataclass(frozen=True)
class ListedPerson:
    """One line of the list."""

    name: str
    id_number: str = ""
    phone: str = ""


@dataclass(frozen=True)
class VisitorList:
    """The people of a pasted list, and the lines (counted from 1) in which no name was found."""

    people: tuple[ListedPerson, ...] = ()
    unread: tuple[int, ...] = ()


def read_list(text: str) -> VisitorList:
    """Who stands on the list; headings and serial numbers are passed over, a line twice is one person."""
    people: dict[ListedPerson, None] = {}
    unread = []
    for number, line in enumerate(text.splitlines(), start=1):
        cells = [
            cell for cell in map(_tidy, _CELLS.split(_ENUMERATION.sub("", line.strip(), count=1))) if cell
        ]
        if not cells or _HEADINGS & set(cells):
            continue
        person = _person(cells)
        if person:
            people[person] = None
        else:
            unread.append(number)
    return VisitorList(tuple(people), tuple(unread))


def in_words(found: VisitorList) -> str:
    """名单12人，其中3人有证件号码；第5行没有认出姓名."""
    if not found.people and not found.unread:
        return ""
    numbered = sum(bool(person.id_number) for person in found.people)
    parts = [f"名单{len(found.people)}人" + (f"，其中{numbered}人有证件号码" if numbered else "")]
    if found.unread:
        parts.append(f"第{'、'.join(map(str, found.unread[:5]))}行没有认出姓名，请核对")
    return "；".join(parts)


def _person(cells: list[str]) -> ListedPerson | None:
    names = [normalise_text(cell) for cell in cells if _is_name(cell)]
    if not names:
        return None
    numbers = [cell for cell in cells if _is_id(cell)]
    phones = [cell for cell in cells if cell not in numbers and _is_phone(cell)]
    id_number = check_id_number(numbers[0]).normalised if numbers else ""
    return ListedPerson(normalise_name(names[0]), id_number, normalise_phone(phones[0]) if phones else "")


def _is_name(cell: str) -> bool:
    return len(cell) <= LONGEST_NAME and any(map(str.isalpha, cell)) and not any(map(str.isdigit, cell))


def _tidy(cell: str) -> str:
    plain = unicodedata.normalize("NFKC", cell).strip().strip("'\"")
    return "" if _SERIAL.fullmatch(plain) else cell.strip().strip("'\"")


def _is_id(cell: str) -> bool:
    return check_id_number(cell).state in {"ok", "mismatch", "damaged"} and sum(map(str.isdigit, cell)) >= 14


def _is_phone(cell: str) -> bool:
    return 7 <= sum(sign.isdigit() for sign in unicodedata.normalize("NFKC", cell)) <= 13
