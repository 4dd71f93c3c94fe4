"""What the sheets of the dossier say (law.md §7.18). A sealed matter's file names neither people nor subject."""

from collections.abc import Callable, Sequence

from app.core.dossiers import contents
from app.core.filling import Filling, Values
from app.core.forms import form_called
from app.services.filling.facts import Facts, day
from app.services.filling.known import SEALED_SUBJECT

_LETTERS = 2  # the place in the file of what came with the matter
COLUMNS = ("顺序号", "文号", "责任者", "题名", "日期", "页号", "备注")


def dossier_rows(facts: Facts) -> list[Values]:
    """目录: the papers and the files kept with the matter in the order of §7.18; the page numbers are the binder's."""
    items = contents(facts.matter, facts.papers, ()).items
    first = [_row(it.title, it.number, _author(facts, it.document.form), day(it.on))
             for it in items if it.place < _LETTERS and it.document]  # fmt: skip
    kept = [_row(row["名称"], row["文号"], "", "") for row in facts.materials]
    others = [_row(it.title, it.number, _author(facts, it.document.form), day(it.on))
              for it in items if it.place >= _LETTERS and it.document]  # fmt: skip
    rows = [*first, *kept, *others]
    return [row | {"顺序号": str(at)} for at, row in enumerate(rows, start=1)]


def _row(title: str, number: str, author: str, on: str) -> dict[str, str]:
    return dict.fromkeys(COLUMNS, "") | {"题名": title, "文号": number, "责任者": author, "日期": on}


def _author(facts: Facts, form_id: str) -> str:
    return facts.office.organ if form_called(form_id).government else facts.office.name


def _list(facts: Facts) -> Filling:
    rows: Sequence[Values] = dossier_rows(facts) or [dict.fromkeys(COLUMNS, "")]
    return Filling({"案卷题名": _about(facts)}, {"目录": rows})


def _about(facts: Facts) -> str:
    matter = facts.matter
    if matter.sealed:
        return f"{SEALED_SUBJECT}（登记编号：{matter.number}）"
    return f"{matter.called([person.name for person in facts.people])}关于“{matter.title}”的信访案卷"


def _cover(facts: Facts) -> Filling:
    matter = facts.matter
    ended = matter.finished_on or matter.on("answered")
    return Filling({
        "全宗名称": facts.office.organ, "案卷题名": _about(facts),
        "立卷信访人": "" if matter.sealed else matter.called([person.name for person in facts.people]),
        "承办单位": "" if matter.sealed else facts.unit(matter.unit_id) or facts.office.name,
        "承办人": facts.office.clerk, "保管期限": "30年" if ended else "10年", "件数": str(len(dossier_rows(facts))),
        "归档年度": f"{(ended or facts.issued_on).year}年", "归档日期": day(facts.issued_on), "密级": "", "档号": "", "页数": "",
    })  # fmt: skip


def _note(facts: Facts) -> Filling:
    return Filling({
        "件数": str(len(dossier_rows(facts))), "立卷人": facts.office.clerk, "立卷时间": day(facts.issued_on), "档号": "",
    })  # fmt: skip


DOSSIER_FILLERS: dict[str, Callable[[Facts], Filling]] = {
    "dossier_cover": _cover,
    "dossier_list": _list,
    "dossier_note": _note,
}
