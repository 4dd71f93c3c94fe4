import pytest

from app.ui.matters.page import MattersPage
from tests.ui.matters.situation import register, surroundings


@pytest.fixture
def around():
    return surroundings()


@pytest.fixture
def page(qtbot, desk, around):
    """The page at the size it has on a screen of 1366×768."""
    shown = MattersPage(desk, around.context, page_size=5)
    qtbot.addWidget(shown)
    shown.resize(1290, 668)
    shown.show()
    qtbot.waitExposed(shown)
    shown.activateWindow()
    return shown


@pytest.fixture
def waiting(desk):
    """A matter that waits to be accepted."""
    return register(desk, "张三", "反映村道路灯长期不亮", days_ago=10)
