"""What several sheets say: who came, which words were ticked, what lies with the matter."""

from collections.abc import Iterable, Mapping

from app.core.filling import Values
from app.core.forms import Form
from app.core.identity import mask_id
from app.core.people import Person
from app.core.receptions import Reception
from app.services.filling.facts import Facts, day

TICKED, OPEN = "■", "□"
SEXES = {"male": "男", "female": "女"}
LONGEST_VISITOR_LIST = 500


def ticks(options: Iterable[str], chosen: str) -> str:
    """Words with a box before each, the chosen one ticked: □满意　■基本满意　□不满意."""
    return "　".join((TICKED if word == chosen else OPEN) + word for word in options)


def chosen_words(form: Form, facts: Facts, name: str) -> str:
    """The options of an ask with the clerk's choice ticked."""
    ask = next(it for it in form.asks if it.name == name)
    return ticks(ask.options.values(), ask.options.get(facts.typed(name), facts.typed(name)))


def visitors(facts: Facts, part: Reception) -> list[Person]:
    """The people of one reception, in their order."""
    known = {person.id: person for person in facts.people}
    return [known[it.person_id] for it in part.attendances if it.person_id in known]


def visitor_rows(facts: Facts, part: Reception, least: int = 0) -> list[Values]:
    """One row for each person; rows for the pen up to `least`."""
    speaking = {it.person_id for it in part.attendances if it.representative}
    rows = [_row(person, speaks=person.id in speaking) for person in visitors(facts, part)]
    blanks = min(least, LONGEST_VISITOR_LIST) - len(rows)
    rows += [dict.fromkeys(_row(Person("", ""), speaks=False), "") for _ in range(max(0, blanks))]
    return [row | {"序号": str(at)} for at, row in enumerate(rows, start=1)]


def _row(person: Person, *, speaks: bool) -> dict[str, str]:
    return {
        "序号": "", "姓名": person.name, "性别": SEXES.get(person.sex, person.sex), "证件号码": mask_id(person.id_number),
        "电话": person.phone, "住址": person.address, "代表": "是" if speaks else "",
    }  # fmt: skip


def reception_values(facts: Facts) -> dict[str, str]:
    """What a sheet about one reception says of it: that one's own words, not those of the first."""
    part, matter, office = facts.reception, facts.matter, facts.office
    names = visitors(facts, part)
    return {
        "登记单位": office.name,
        "上级编号": part.external_number or matter.external_number,
        "来源": matter.source,
        "信访日期": day(part.occurred_on) + part.occurred_at,
        "本次登记日期": day(part.registered_on),
        "本次诉求": part.request or facts.first.request or matter.title,
        "本次内容": part.text or part.request or matter.title,
        "信封编号": part.envelope_number,
        "代理人": part.agent,
        "联系电话": names[0].phone if names else "",
        "住址": names[0].address if names else "",
        "材料概数": f"{len(facts.materials)}项" if facts.materials else "无",
    }


def described(person: Person) -> str:
    """How a deed names a party: 张三，男，1960年1月2日出生，住青山村三组1号，电话13000000000."""
    known: Mapping[str, str] = {
        "": person.name, " ": SEXES.get(person.sex, person.sex), "住": person.address, "电话": person.phone,
    }  # fmt: skip
    return "，".join(f"{lead.strip()}{said}" for lead, said in known.items() if said)
