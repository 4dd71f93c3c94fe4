"""Who comes on the practice day: invented people, numbers of a division that does not exist."""

from dataclasses import dataclass

from app.core.identity import check_digit


@dataclass(frozen=True)
class Comer:
    """One reception of the story. `again` says that this person has been here before."""

    channel: str
    name: str
    on: str
    title: str
    text: str = ""
    request: str = ""
    phone: str = ""
    id_number: str = ""
    village: str = ""
    heads: int = 1
    again: bool = False


def _number(front: str) -> str:
    return front + check_digit(front)


COMERS = (
    Comer(
        "visit", "张三", "2026-10-08", "反映修路占用承包地补偿款未兑付",
        "去年村里修机耕路占用承包地约0.4亩，丈量登记后补偿款一直没有发放。", "请求核实面积并尽快兑付补偿款",
        "13000000001", _number("99999919550307101"), "青山村",
    ),
    Comer(
        "letter", "李四", "2026-10-12", "反映与邻居宅基地界址纠纷",
        "邻居翻建房屋时越过原墙脚约三十厘米，多次协商未果。", "请求现场丈量，恢复原界", "13000000002", village="柳溪村",
    ),
    Comer(
        "visit", "王五", "2026-10-15", "反映自来水经常停水、水质浑浊",
        "入夏以来每周停水两到三次，来水后发黄。", "请求检修管网，保障供水", "13000000003", village="石桥村", heads=6,
    ),
    Comer(
        "call", "赵六", "2026-10-20", "咨询城乡居民养老保险补缴办法",
        "中断缴费四年，询问能否补缴以及办理手续。", "请求告知补缴政策", "13000000004", village="青山村",
    ),
    Comer(
        "visit", "孙七", "2026-11-05", "反映工程队拖欠务工工资",
        "在集镇改造工地做工两个月，工程队以未结算为由拖欠工资。", "请求督促支付工资", "13000000005", village="柳溪村",
    ),
    Comer(
        "web", "周八", "2026-11-16", "反映村道路灯损坏多年未修",
        "主村道六盏路灯不亮，夜间老人小孩出行不安全。", "请求维修或更换路灯", "13000000006", village="石桥村",
    ),
    Comer("visit", "张三", "2026-11-20", "", "再次来访，询问补偿款办理进展。", again=True),
)  # fmt: skip


@dataclass(frozen=True)
class Act:
    """One step taken on a matter, and the papers made after it."""

    number: str
    kind: str
    on: str
    unit: str = ""
    text: str = ""
    papers: tuple[str, ...] = ()


ACTS = (
    Act("2026-0001", "accept", "2026-10-14", papers=("acceptance_notice",)),
    Act("2026-0001", "deliver", "2026-10-15"),
    Act(
        "2026-0001", "assign", "2026-10-15", "自然资源所", "请核实占地面积和补偿款拨付情况，提出处理意见",
        ("assignment_notice", "handover_list"),
    ),
    Act("2026-0003", "accept", "2026-10-21", papers=("acceptance_notice",)),
    Act("2026-0004", "accept", "2026-10-21"),
    Act("2026-0004", "answer", "2026-10-28", text="已说明补缴条件和所需材料，并协助在便民服务中心办理。"),
    Act("2026-0004", "deliver", "2026-10-29"),
    Act("2026-0004", "close", "2026-10-30"),
)  # fmt: skip
