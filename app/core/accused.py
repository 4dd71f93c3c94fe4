"""Who is complained of, and keeping the matter away from them.

检举控告 material and its circumstances never reach the accused person or unit: not as
addressee, not as handler, not as responsible leader (条例 Art 30 ¶3, Art 46(五)).
"""

import re

from app.core.identity import normalise_text
from app.core.matters import Matter
from app.errors import NotAllowed

ARTICLE = "《信访工作条例》第三十条第三款"
_BETWEEN = re.compile(r"[、，,；;/\s]+")


def accused_names(matter: Matter) -> frozenset[str]:
    """The names written down as complained of, each by itself."""
    return frozenset(part for part in _BETWEEN.split(normalise_text(matter.accused)) if part)


def is_accused(matter: Matter, *, unit_id: str = "", name: str = "", unit_name: str = "") -> bool:
    """Whether a unit (by id or name) or a person (by name) is complained of in this matter.

    A name counts where it stands inside another: 镇长王甲 is 王甲, 青山镇供水站 is 供水站. Rather one
    handler too few than the material in the wrong hands.
    """
    if unit_id and unit_id == matter.accused_unit_id:
        return True
    person, unit = (_plain(text) for text in (name, unit_name))
    return any(
        accused == person or (len(accused) > 1 and (accused in person or accused in unit))
        or (len(unit) > 2 and unit in accused)
        for accused in accused_names(matter)
    )  # fmt: skip


def _plain(name: str) -> str:
    return "".join(normalise_text(name).split())


def refuse_accused_unit(matter: Matter, unit_id: str, name: str) -> None:
    """Raise `NotAllowed` if the unit is the one complained of."""
    if is_accused(matter, unit_id=unit_id, unit_name=name):
        raise NotAllowed(
            "不得将检举控告材料转给被检举、控告的单位",
            article=ARTICLE,
            way_out="请改送有权处理的纪检监察机关或上级机关",
        )


def refuse_accused_person(matter: Matter, name: str, part: str) -> None:
    """Raise `NotAllowed` if a person who would handle, approve or lead is the one complained of."""
    if is_accused(matter, name=name):
        raise NotAllowed(
            f"“{name.strip()}”是本事项的被反映人，不能作为{part}", article=ARTICLE, way_out="请另选他人"
        )
