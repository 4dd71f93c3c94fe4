"""An invented matter for every form: what a template may name, and what its preview shows."""

from datetime import date
from functools import cache

from app.core.documents import Document
from app.core.filling import Filling
from app.core.forms import Form, form_called
from app.core.matters import Matter, Step
from app.core.offices import Office
from app.core.paper_occasions import Occasion
from app.core.people import Person
from app.core.receptions import Attendance, Reception
from app.services.filling import fill_form
from app.services.filling.facts import Facts

_DAY = date(2026, 3, 5)
_OFFICE = Office(
    "示例镇信访工作办公室", "999999101000", "示", "示例县信访局", "示例县人民政府", "示例镇人民政府", "示例经办人",
    "0000-0000001", "示例镇人民路1号", practice=True,
)  # fmt: skip
_PEOPLE = (
    Person("sample", "示例人", phone="13000000000", address="示例村一组1号", sex="female", born="1970-01-01"),
    Person("second", "示例邻居", phone="13000000001", address="示例村一组2号"),
)

_REASONS = {"declined": "not_ours", "declined_again": "re_reviewed", "supervised": "overdue"}


def sample_filling(form: Form) -> Filling:
    """What the form says of an invented matter, with blanks where only a clerk could answer."""
    return fill_form(form, sample_facts(form))


def places_of(form: Form) -> frozenset[str]:
    """The names a template of this form may use."""
    return _places(form.id)[0]


def row_places_of(form: Form) -> frozenset[str]:
    """The names each row of the form's lists has."""
    return _places(form.id)[1]


@cache
def _places(form_id: str) -> tuple[frozenset[str], frozenset[str]]:
    filling = sample_filling(form_called(form_id))
    rows = [row for rows in filling.lists.values() for row in rows]
    return frozenset(filling.values), frozenset(name for row in rows for name in row)


def sample_facts(form: Form) -> Facts:
    """One matter that has gone through every step the forms tell of; obviously nobody's."""
    entry = form.tells_of[0] if form.tells_of else ""
    step = Step(
        entry, _DAY, "sample-step", unit_id="unit", text="（示例内容）", due_on=date(2026, 4, 20), days=30,
        value="supported", reason=_REASONS.get(entry, ""), basis="示信字〔2026〕1号",
    )  # fmt: skip
    part = Reception(
        "sample", "sample", 1, "visit", date(2026, 3, 2), date(2026, 3, 2), 3, (Attendance("sample", True), Attendance("second")),
        text="（示例内容）", request="（示例诉求）", recorded_at="2026-03-02T09:10:00+08:00",
    )  # fmt: skip
    matter = Matter(
        id="sample", number="2026-0001", title="（示例事项）", registered_on=date(2026, 3, 2), purpose="appeal",
        category="", village_id="village", rule_pack="", receptions=(part,), steps=(step,),
    )  # fmt: skip
    return Facts(
        form=form, office=_OFFICE, matter=matter, people=_PEOPLE, names={"unit": "示例单位", "village": "示例村"},
        deadlines=(), occasion=Occasion("sample", step if entry and entry not in {"reception", "paper"} else None, part if entry == "reception" else None),
        number=f"示信{form.word}〔2026〕1号", issued_on=_DAY,
        materials=({"名称": "示例材料", "文号": "", "页数": "1", "份数": "1", "类型": "复印件", "备注": "", "序号": "1"},),
        about_paper=Document("sample", "sample", "acceptance_notice", "信访事项受理告知书", "示信受〔2026〕1号", 1, _DAY),
    )  # fmt: skip
