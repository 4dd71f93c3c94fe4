"""An office that has registered nothing yet is shown how its old register comes in."""

import pytest

from app.core.receptions import ReceptionDraft
from app.services.receptions import Visitor


@pytest.fixture
def page(page):
    page.refresh()
    return page


def test_with_nothing_registered_the_old_register_is_offered(page, around):
    assert not page.first.isHidden()
    page.first.take_button.click()
    assert around.opened == [("settings", "")]


def test_with_the_first_matter_the_offer_is_gone(page, desk):
    day = desk.register.today()
    desk.receptions.register(ReceptionDraft("visit", day, day, "反映排水"), [Visitor("张三")])
    page.refresh()
    assert page.first.isHidden()
