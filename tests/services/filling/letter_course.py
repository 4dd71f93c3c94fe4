"""What the tests of the letters are about, and how they read a paper."""

import io
from collections.abc import Callable
from datetime import date, timedelta

from pypdf import PdfReader

from app.core.receptions import ReceptionDraft
from app.services.receptions import Visitor

START = date(2026, 9, 10)
DRAFT = ReceptionDraft(
    "visit", START - timedelta(days=1), START, "水渠淤塞无人清理", request="请求清淤并落实管护", purpose="appeal",
    text="青山村三组的水渠淤塞两年，十亩田浇不上水。", head_count=2,
)  # fmt: skip
PEOPLE = [
    Visitor("张䶮", "00000000001", address="青山村三组5号"),
    Visitor("李乙", "00000000002", address="青山村三组6号"),
]
OPINION = {
    "调查认定的事实": "经现场勘查，水渠淤塞120米",
    "处理意见及依据": "由镇农业农村服务中心清淤，依据《农田水利条例》第十八条",
    "落实安排": "2026年12月底前清淤完毕",
}
Say = Callable[..., str]


def read(content: bytes) -> str:
    return "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def says(text: str, *words: str) -> None:
    missing = [word for word in words if word not in text]
    assert not missing, (missing, text)
