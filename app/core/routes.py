"""依法分类: the six ways of 条例 Art 31 for 申诉求决 matters, and why an organ may not take one on.

The words are the register's; the articles are what a notice cites (law.md §1.3, §1.4).
"""

from dataclasses import dataclass

OPINION = "opinion"
DUTY = "duty"


@dataclass(frozen=True)
class Route:
    """One way: `remedy` is what the petitioner may do against the answer."""

    id: str
    label: str
    article: str
    hint: str
    remedy: str = ""


ROUTES: dict[str, Route] = {
    route.id: route
    for route in (
        Route("litigation", "（一）诉讼、检察、公安程序", "《信访工作条例》第三十一条第一项",
              "应当通过审判机关诉讼程序或者复议程序、检察机关刑事立案程序或者法律监督程序、公安机关法律程序处理的，涉法涉诉信访事项未依法终结的"),
        Route("arbitration", "（二）仲裁", "《信访工作条例》第三十一条第二项", "应当通过仲裁解决的，如劳动人事争议、农村土地承包争议"),
        Route("party", "（三）党员申诉、复审", "《信访工作条例》第三十一条第三项", "可以通过党员申诉、申请复审等解决的"),
        Route("administrative", "（四）复议、裁决、确认、许可、处罚", "《信访工作条例》第三十一条第四项",
              "可以通过行政复议、行政裁决、行政确认、行政许可、行政处罚等行政程序解决的"),
        Route(DUTY, "（五）申请查处、履行法定职责", "《信访工作条例》第三十一条第五项",
              "属于申请查处违法行为、履行保护人身权或者财产权等合法权益职责的，依法履行或者答复",
              "行政复议（60日）或者行政诉讼（6个月）"),
        Route(OPINION, "（六）信访处理意见", "《信访工作条例》第三十一条第六项",
              "不属于以上情形的，听取陈述、调查核实，出具信访处理意见书", "自收到书面答复之日起30日内请求复查"),
    )
}  # fmt: skip


@dataclass(frozen=True)
class Reason:
    """A coded reason with the article a notice cites."""

    id: str
    label: str
    article: str


def _table(*reasons: Reason) -> dict[str, Reason]:
    return {reason.id: reason for reason in reasons}


DECLINE_REASONS = _table(
    Reason("not_ours", "不属于本机关、单位职权范围", "《信访工作条例》第二十三条第一款"),
    Reason("litigation", "涉法涉诉，应当通过诉讼、检察、公安程序处理", "《信访工作条例》第二十条第二款、第二十八条第二款、第三十一条第一项"),
    Reason("arbitration", "应当通过仲裁解决", "《信访工作条例》第三十一条第二项"),
    Reason("party", "可以通过党员申诉、申请复审等解决", "《信访工作条例》第三十一条第三项"),
    Reason("administrative", "可以通过行政复议、行政裁决、行政确认、行政许可、行政处罚等程序解决", "《信访工作条例》第三十一条第四项"),
    Reason("being_handled", "已经受理或者正在办理，在规定期限内向上级机关、单位再提出同一事项", "《信访工作条例》第十九条第三款"),
    Reason("other_power", "属于人大、监察、审判、检察机关职权范围", "《信访工作条例》第二十三条第一款"),
    Reason("lapsed", "无正当理由逾期未申请复查、复核（按本地规定）", "本地信访条例"),
)  # fmt: skip
AGAIN_REASONS = _table(
    Reason("re_reviewed", "已经复核，仍以同一事实和理由提出", "《信访工作条例》第三十六条第三款"),
    Reason("local_end", "按本地规定已经终结", "本地信访条例"),
)
SIMPLE_GROUNDS = _table(
    Reason("clear", "事实清楚、责任明确、争议不大、易于解决", "《信访事项简易办理办法（试行）》"),
    Reason("instant", "咨询、意见建议、感谢等可以即时反馈", "《信访事项简易办理办法（试行）》"),
    Reason("daily", "涉及群众日常生产生活、时效性强、应当即时处理", "《信访事项简易办理办法（试行）》"),
    Reason("settled_before", "有关机关已有明确承诺或者结论", "《信访事项简易办理办法（试行）》"),
)
SUPERVISE_REASONS = _table(
    Reason("unlawful", "违反规定受理、办理", "《信访工作条例》第四十条第一款"),
    Reason("delay", "推诿、敷衍、拖延、弄虚作假", "《信访工作条例》第四十条第一款"),
    Reason("not_executed", "拒不执行信访处理意见", "《信访工作条例》第四十条第一款"),
    Reason("overdue", "未按规定的期限办结、反馈", "《信访工作条例》第四十条第一款"),
    Reason("other", "其他需要督办的情形", "《信访工作条例》第四十条第一款"),
)
