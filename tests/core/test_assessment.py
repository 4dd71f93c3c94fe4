from decimal import Decimal

import pytest

from app.core.assessment import Item, scheme_from, scored
from app.core.figures import Count, rate
from app.errors import ValidationError
from app.paths import resource

RATE = rate(18, 20)


def item(rule: str, **more: object) -> Item:
    return Item("某项", Decimal(20), rule, "rate.accept_in_time", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "value", "score"),
    [
        (item("share"), RATE, "18.00"),
        (item("below"), RATE, "10.00"),
        (item("below", target=Decimal(95), take=Decimal("0.5")), RATE, "17.50"),
        (item("below", take=Decimal(9)), RATE, "0.00"),
        (item("below", target=Decimal(80)), RATE, "20.00"),
        (item("each", take=Decimal(3)), RATE, "14.00"),
        (item("each", take=Decimal(3), free=1), Count(4, "件"), "11.00"),
    ],
)
def test_an_item_is_scored_by_its_rule(given: Item, value: object, score: str) -> None:
    found = scored(given, value)  # type: ignore[arg-type]
    assert found.score == Decimal(score)
    assert found.lost == Decimal(20) - Decimal(score)


def test_what_a_hand_scores_or_nobody_can_judge_has_no_score() -> None:
    assert scored(item("manual"), RATE).score is None
    assert scored(item("share"), rate(0, 0)).score is None
    assert scored(item("share"), None).lost == 0


def test_the_shipped_sample_adds_up_to_a_hundred() -> None:
    scheme = scheme_from(resource("assessment", "three_rates.toml").read_text(encoding="utf-8"))
    assert scheme.points == 100


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name = ", "不是TOML格式"),
        ("name = '甲'", "要有1到60个考核项"),
        ("[[item]]\nname='甲'\nrule='manual'\npoints=1", "没有名称"),
        ("name='甲'\n[[item]]\nname='乙'\nrule='guess'\npoints=1", "计分方式"),
        ("name='甲'\n[[item]]\nname='乙'\nrule='share'\nfigure='nothing'\npoints=1", "不存在"),
        ("name='甲'\n[[item]]\nname='乙'\nrule='share'\nfigure='overdue'\npoints=1", "不是比率"),
        (
            "name='甲'\n[[item]]\nname='访量'\nrule='each'\nfigure='visits'\npoints=25",
            "登记多少不作为得失分依据",
        ),
        (
            "name='甲'\n[[item]]\nname='访量'\nrule='each'\nfigure='matters'\npoints=25",
            "登记多少不作为得失分依据",
        ),
        (
            "name='甲'\n[[item]]\nname='重访'\nrule='below'\nfigure='rate.repeat'\npoints=25",
            "登记多少不作为得失分依据",
        ),
        ("name='甲'\n[[item]]\nname='乙'\nrule='manual'\npoints=-1", "points应为"),
        ("name='甲'\n[[item]]\nname='乙'\nrule='manual'\npoints=nan", "points应为"),
    ],
)
def test_a_scheme_that_cannot_be_used_is_refused_with_one_sentence(text: str, words: str) -> None:
    with pytest.raises(ValidationError, match=words) as refusal:
        scheme_from(text)
    assert "原来的照旧" in str(refusal.value)
