"""The periods told to the public are those of the rules in use."""

from dataclasses import replace

from app.core.choices import DEFAULTS
from app.core.told_periods import PLACES, told_periods
from app.services.shipped import packs

NATIONAL = packs()["national-2022-2"]


def test_the_national_periods():
    assert told_periods(NATIONAL, replace(DEFAULTS, simple_procedure=True)) == {
        "告知期限": "15日", "办理期限": "60日", "延长期限": "30日", "申请复查期限": "30日", "复查期限": "30日",
        "申请复核期限": "30日", "复核期限": "30日", "简易受理期限": "3个工作日", "简易办理期限": "10个工作日",
        "代表人数": "5人", "规则名称": NATIONAL.name, "履职期限": "2个月", "建议答复期限": "",
    }  # fmt: skip


def test_what_the_office_chose_is_told():
    chosen = replace(DEFAULTS, simple_procedure=False, suggestion_days=20, duty_period="60days")
    told = told_periods(NATIONAL, chosen)
    assert told["建议答复期限"] == "20日"
    assert told["履职期限"] == "60日"
    assert told["简易受理期限"] == ""


def test_every_pack_tells_every_place():
    for pack in packs().values():
        assert set(told_periods(pack, DEFAULTS)) == set(PLACES), pack.id


def test_a_pack_of_a_province_tells_its_own():
    assert told_periods(packs()["zhejiang-2016"], DEFAULTS)["告知期限"] == "5个工作日"
