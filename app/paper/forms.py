"""The catalogue of numbered papers (文书): what each is called, when it belongs, how it is signed."""

from dataclasses import dataclass

from app.errors import NotFound


@dataclass(frozen=True)
class Form:
    """One kind of paper.

    `word` is its place in the number 青信{word}〔2026〕1号; `step` the step it is printed with
    (house.md: receive, accept, assign, refer …); `signature` who signs or seals.
    """

    id: str
    title: str
    word: str
    step: str
    signature: str


FORMS: tuple[Form, ...] = (
    Form("receipt", "信访事项接收回执", "收", "receive", "经手人签名，加盖信访专用章"),
    Form("acceptance_notice", "信访事项受理告知书", "受", "accept", "加盖单位公章或信访专用章"),
    Form("assignment_notice", "信访事项交办通知单", "交", "assign", "加盖单位公章，承办单位签收回执联"),
    Form("handover_list", "信访材料移交清单", "移", "refer", "移交人、接收人、监交人签名"),
)


def form(form_id: str) -> Form:
    """The form of that name. NotFound names those there are."""
    for one in FORMS:
        if form_id in (one.id, one.title):
            return one
    known = "、".join(f"{one.id}（{one.title}）" for one in FORMS)
    raise NotFound(f"没有名为“{form_id}”的文书；现有：{known}。")
