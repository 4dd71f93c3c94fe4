"""The values that every paper of a matter may use, by the names the wording templates know."""

from app.core.matters import OWN
from app.core.receptions import CHANNELS, PURPOSES
from app.core.routes import ROUTES
from app.core.wording import addressed, addressed_as
from app.services.filling.facts import Facts, day, moment

SEALED_SUBJECT = "检举控告材料"


def common_values(facts: Facts) -> dict[str, str]:
    """What all papers know. A sealed matter's subject and people stay out of papers that may be made for it."""
    return _office(facts) | _matter(facts) | _people(facts) | _course(facts)


def _office(facts: Facts) -> dict[str, str]:
    office = facts.office
    return {
        "机关": facts.organ,
        "信访机构": office.name,
        "政府": office.organ,
        "上级信访部门": office.superior,
        "复查机关": office.review_body,
        "联系人": office.clerk,
        "经手人": office.clerk or "信访专干",
        "电话": office.phone,
        "机关地址": office.address,
        "文号": facts.number,
        "制作日期": day(facts.issued_on),
        "制作年份": f"{facts.issued_on.year}年",
    }


def _matter(facts: Facts) -> dict[str, str]:
    matter, part = facts.matter, facts.first
    hidden = matter.sealed
    return {
        "登记编号": matter.number,
        "查询码": matter.external_number,
        "主题": SEALED_SUBJECT if hidden else matter.title,
        "诉求": "" if hidden else part.request or matter.title,
        "主要诉求": "" if hidden else part.request or matter.title,
        "反映内容": "" if hidden else part.text or part.request or matter.title,
        "信访形式": CHANNELS[facts.reception.channel if facts.occasion.reception else part.channel],
        "信访日期": day(part.occurred_on),
        "收到日期": day(part.registered_on),
        "收到时间": moment(facts.reception),
        "信访目的": PURPOSES.get(matter.purpose, ""),
        "内容分类": "" if hidden else facts.category,
        "办理途径": ROUTES[matter.route].label if matter.route else "",
        "来件": _arrival(facts),
        "途径依据": ROUTES[matter.route].article if matter.route else "",
        "问题属地": "" if hidden else facts.names.get(matter.village_id, ""),
        "包案领导": matter.leader,
    }


def _arrival(facts: Facts) -> str:
    """Who passed the matter down and how: 青川县信访局交办; empty for what came directly."""
    if facts.matter.arrival == OWN:
        return ""
    return facts.matter.source.replace("上级", facts.office.superior)


def _people(facts: Facts) -> dict[str, str]:
    first = facts.people[0] if facts.people and not facts.matter.sealed else None
    return {
        "信访人": addressed(facts.who, facts.heads),
        "姓名": "、".join(facts.who),
        "称谓": addressed_as(facts.heads),
        "人数": f"{facts.heads}人",
        "联系电话": first.phone if first else "",
        "住址": first.address if first else "",
        "代理人": facts.reception.agent,
    }


def _course(facts: Facts) -> dict[str, str]:
    """Where the matter stands: the days its papers name."""
    matter = facts.matter
    return {
        "登记日期": day(matter.registered_on),
        "受理日期": day(matter.on("accepted")),
        "告知期限": day(facts.still_due("notice")),
        "办结期限": day(facts.due("answer", "duty") or matter.on("accepted")),
        "答复日期": day(matter.on("answered")),
        "办结日期": day(matter.on("closed")),
        "承办部门": facts.unit(matter.unit_id) or facts.office.name,
    }
