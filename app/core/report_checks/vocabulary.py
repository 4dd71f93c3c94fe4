"""The trade's words: which names divide a total between them, and which say the total itself."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

BEFORE = (
    "(?:本月|本期|本季度|本年度|今年|全年|全月|年内|全镇|全乡|全县|全区|全市|全街道|我镇|我乡|我办|我街道|我县|本级|本镇|直接|群众|职工|信访人"
    "|登记|受理|接收|接待|收到|收|接|处理|办理|处置|累计|总|共计|合计|共|有|各类|普通|其中|的|了|到|是|为|计|来镇|来乡|到镇)*"
)
AFTER = (
    "(?:的?信访事项|的?信访件|事项|信访|案件|件次|批次|件数|批数|人次|次数|类|方面|形式|渠道|途径|登记|问题|总量|数量|的"
    "|共计|合计|总计|共|计|有|为|是|达到|达|了|数)*"
)


@dataclass(frozen=True)
class Axis:
    """Names that exclude one another; `complete` are the sets that make up the whole."""

    name: str
    members: tuple[tuple[str, str], ...]
    complete: tuple[frozenset[str], ...]

    def member(self, label: str) -> str:
        """Which member a label names, and nothing else; empty for none."""
        return _member(self, label) if 0 < len(label) <= _LONGEST_NAME else ""


_LONGEST_NAME = 20


@lru_cache(maxsize=4096)
def _member(axis: Axis, label: str) -> str:
    named = (name for name, words in axis.members if re.fullmatch(f"{BEFORE}(?:{words}){AFTER}", label))
    return next(named, "")


CHANNEL = Axis(
    "信访形式",
    (
        ("来信", "书面来信|群众来信|来信|信件|书信|写信|信函|信访信件"),
        ("来访", "走访来访|群众来访|来访|走访|上访|到访|群众走访"),
        ("网上", "网上信访|网络信访|网上投诉|网络投诉|网上来信|网上|网信|网络|网访|网民留言"),
        ("来电", "来电|电话|电话信访|来电来访热线|电访|热线|12345热线|热线工单|电话热线"),
        ("其他", "其他|其它|其他渠道|其他形式|传真|短信|手机信访|微信"),
    ),
    (),
)
VISIT_KIND = Axis(
    "来访类别",
    (
        ("个访", "个体?访|个人来?访|个体来访|个体上访|单访|个别访"),
        ("集体访", "集体来?访|集体上访|集访|群体访|群体性上访"),
    ),
    (frozenset({"个访", "集体访"}),),
)
REPEAT = Axis(
    "初重",
    (
        (
            "初次",
            "初信初访初电初网|初次走访|初次上访|初信初访|初次信访|初次来访|初次|初信|初访|初件|首次信访|首次来访|首访",
        ),
        (
            "重复",
            "重信重访|重复走访|重复上访|重复信访|重复来信来访|重复来访|重复访|重复来信|重复件|重复|重信|重访|重件",
        ),
    ),
    (frozenset({"初次", "重复"}),),
)
PURPOSE = Axis(
    "信访目的",
    (
        ("建议", "建议意见|意见建议|建议"),
        ("检举", "检举控告|揭发控告|检举揭发|检举|举报|控告"),
        ("求决", "申诉求决|求决|申诉|求助求决"),
    ),
    (frozenset({"建议", "检举", "求决"}),),
)
STATUS = Axis(
    "办理状态",
    (
        ("超期", "超期未办结|逾期未办结|超期未结|超期"),
        ("办结", "按期办结|已按期办结|已经办结|已办结|办结|已办理完毕|已办毕|结案|已结案"),
        (
            "在办",
            "期限内在办|期限内办理|正在办理中|正在办理|正办理|办理中|在办|未办结|尚未办结|未结|待办|待办结|剩余",
        ),
    ),
    (frozenset({"办结", "在办"}), frozenset({"办结", "在办", "超期"})),
)
SETTLED = Axis(
    "化解",
    (
        ("未化解", "未化解|尚未化解|正在化解|化解中|未调处|正在调处|正在调解"),
        ("化解", "已化解|成功化解|化解|已成功化解|调处成功|调解成功|化解成功"),
    ),
    (frozenset({"化解", "未化解"}),),
)
SATISFIED = Axis(
    "满意度",
    (
        ("基本满意", "基本满意"),
        ("不满意", "不满意"),
        ("满意", "满意"),
    ),
    (frozenset({"满意", "基本满意", "不满意"}),),
)
LEVEL = Axis(
    "走访层级",
    (
        ("进京", "进京走访|进京访|进京上访|进京|赴京"),
        ("赴省", "赴省走访|赴省访|赴省上访|赴省|到省|去省"),
        ("到市", "到市走访|到市访|赴市访|赴市|到市|来市"),
        ("到县", "到县走访|到县访|到区访|赴县|来县|来区|到县|到区"),
        ("到镇", "来镇访|来镇|到镇|来乡|到乡|来街道|到街道|来镇走访|到镇走访"),
        ("到村", "到村|村级|来村"),
    ),
    (),
)
AXES = (CHANNEL, VISIT_KIND, REPEAT, PURPOSE, STATUS, SETTLED, SATISFIED, LEVEL)

_WHOLE = re.compile(
    f"{BEFORE}(?:信访总量|登记总量|信访登记总量|来信来访总量|来信来访|来信来访来电|信访网电|信访事项总量|信访事项|信访件"
    f"|信访案件|信访|群众诉求|诉求|总量|){AFTER}"
)
_VISITS = re.compile(f"{BEFORE}(?:群众)?(?:来访|走访|上访|到访){AFTER}")


def is_whole(label: str) -> bool:
    """Whether a label says everything that came in, of which letters, visits and messages are the parts."""
    return len(label) <= _LONGEST_NAME and bool(_WHOLE.fullmatch(label))


def is_visits(label: str) -> bool:
    """Whether a label says all visits, of which 个访 and 集体访 are the parts."""
    return len(label) <= _LONGEST_NAME and bool(_VISITS.fullmatch(label))


# Words whose numbers overlap others, so that parts named by them need not add up.
OVERLAPS = re.compile(
    "初|重复|重信|重访|集体|个访|联名|越级|积案|包案|交办|转送|转办|督办|办结|化解|受理|答复|回复|满意|到期|超期|按期|按时|及时|来信|来访|网|涉及"
    "|重点|重大|疑难|复杂|上级|领导|突出|稳定|调解|调处|解决|处理|排查|接访|约访|下访|听证|救助|评价|息访|回访|移交|立案"
)
OTHERS = re.compile("^(?:其他|其它|其余)")


def axis_of(label: str) -> tuple[Axis, str] | None:
    """The axis a label belongs to, with the member it names."""
    for axis in AXES:
        if member := axis.member(label):
            return axis, member
    return None


def is_complete(axis: Axis, members: Iterable[str]) -> bool:
    """Whether these members leave nothing of the whole out."""
    found = set(members)
    if axis is CHANNEL:
        return len(found) >= 3 and {"来信", "来访"} <= found
    return found in axis.complete
