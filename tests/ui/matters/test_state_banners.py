from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from tests.ui.matters.situation import TODAY, press, reach, register, step

pytestmark = pytest.mark.qt
K = Qt.Key


def said(page):
    return [banner.sentence for banner in page.detail.banners.banners]


def test_an_ordinary_matter_has_no_banner(page, waiting):
    page.open_matter(waiting.matter_id)
    assert said(page) == []
    assert not page.detail.banners.isVisible()


def test_an_objection_waits_until_it_is_answered(page, desk, waiting):
    step(desk, waiting.matter_id, "refer", days_ago=6, unit="自然资源所")
    step(desk, waiting.matter_id, "sign", days_ago=5)
    step(desk, waiting.matter_id, "object", days_ago=2, text="不属于本单位职权")
    page.open_matter(waiting.matter_id)
    assert said(page) == ["自然资源所11月18日提出异议，请核实后登记同意或者不同意"]
    step(desk, waiting.matter_id, "refuse_objection", days_ago=1, text="属于该所职权")
    page.open_matter(waiting.matter_id)
    assert said(page) == []


def test_simple_procedure_hearing_and_extension_are_said_while_they_last(page, desk, waiting):
    simple = register(desk, "李四", "咨询低保政策", days_ago=1)
    step(desk, simple.matter_id, "simplify", reason="clear")
    page.open_matter(simple.matter_id)
    assert said(page) == ["正在简易办理"]
    step(desk, waiting.matter_id, "accept", days_ago=8)
    step(desk, waiting.matter_id, "extend", days_ago=2, days=30, leader="周甲", text="案情复杂")
    step(desk, waiting.matter_id, "open_hearing", days_ago=1)
    page.open_matter(waiting.matter_id)
    assert "11月19日起举行听证" in said(page)[0]
    assert "已批准延期30日" in said(page)[0]


def test_an_urgent_matter_that_nobody_reported_is_said_in_red(page, desk, waiting):
    step(desk, waiting.matter_id, "mark_urgent", text="三十人聚集在镇政府门口")
    page.open_matter(waiting.matter_id)
    assert page.detail.banners.banners[0].tone == "late"
    step(desk, waiting.matter_id, "report_urgent", text="已报县信访局")
    page.open_matter(waiting.matter_id)
    assert said(page) == []


def test_an_objection_upward_waits_for_the_superior(page, desk):
    above = register(desk, "孙己", days_ago=2, source="上级转送", superior_due_on=TODAY + timedelta(days=9))
    step(desk, above.matter_id, "object_up", days_ago=1, text="不属于本机关职权")
    page.open_matter(above.matter_id)
    assert said(page) == ["11月19日已向上级提出异议，等待上级答复"]


def test_a_merged_matter_leads_to_its_main_one_by_keys(page, desk, waiting):
    later = register(desk, "李四", "也反映路灯不亮", days_ago=3)
    step(desk, later.matter_id, "merge", days_ago=1, other=waiting.number)
    page.open_matter(later.matter_id)
    to_main = page.detail.banners.links[waiting.matter_id]
    assert to_main.text() == f"打开{waiting.number}"
    page.detail.header.correct_button.setFocus()
    reach(to_main)
    press(K.Key_Return)
    assert page.detail.view.matter.id == waiting.matter_id


def test_what_was_split_off_and_where_it_came_from_lead_to_each_other(page, desk, waiting):
    step(desk, waiting.matter_id, "split", days_ago=2, text="反映自来水水压不足")
    part = desk.matters.matter(waiting.matter_id).last("split_off").other
    page.open_matter(waiting.matter_id)
    assert page.detail.banners.banners[0].matters == (part,)
    page.open_matter(part)
    assert page.detail.banners.banners[0].matters == (waiting.matter_id,)


def test_a_sealed_matter_has_no_banner_until_it_is_opened(page, desk):
    sealed = register(desk, "赵六", "反映某干部违规", purpose="report", days_ago=2)
    step(desk, sealed.matter_id, "mark_urgent", text="情况紧急")
    page.open_matter(sealed.matter_id)
    assert said(page) == []
