"""The window's own things as the search finds them: pages, the settings' sections, commands."""

from collections.abc import Callable, Sequence
from functools import partial

from app.ui.actions import ACTIONS, ALSO, keys_shown
from app.ui.main_window import MainWindow
from app.ui.pages import Page
from app.ui.search.finders import Entry

SETTINGS = "settings"
# The words of the settings' page, which is imported only when it is opened; a test compares them.
SECTIONS = (
    "机构",
    "名册",
    "规则",
    "日历",
    "文书模板",
    "显示和打印",
    "数据安全",
    "旧台账",
    "查阅记录",
    "关于",
    "许可",
)
_ALSO_SECTIONS = {
    "机构": ("对外公布", "接待时间", "领导接访"), "关于": ("版本", "升级", "诊断"), "旧台账": ("Excel台账",), "许可": ("许可证", "开源许可", "版权")
}  # fmt: skip
_NOT_LISTED = {"search", "back"}  # one is being used, the other is Esc


def place_entries(window: MainWindow, pages: Sequence[Page]) -> list[Entry]:
    """Every page of the rail with its key, and every section of the settings."""
    listed = [
        Entry(f"page:{page.key}", page.title, partial(window.open_page, page.key), f"Alt+{number}")
        for number, page in enumerate(pages, start=1)
    ]
    return listed + _sections(lambda: window.open_page(SETTINGS))


def command_entries(window: MainWindow) -> list[Entry]:
    """Every command that would do something now, with its key."""
    return [
        Entry(
            f"command:{action.name}",
            action.text,
            partial(window.run, action.name),
            keys_shown(action.shortcut),
            ALSO.get(action.name, ()),
        )
        for action in ACTIONS
        if action.name not in _NOT_LISTED and window.can(action.name)
    ]


def _sections(open_settings: Callable[[], object]) -> list[Entry]:
    def open_section(title: str) -> None:
        from app.ui.settings.page import SettingsPage

        page = open_settings()
        if isinstance(page, SettingsPage):
            page.open_section(title)

    return [
        Entry(
            f"section:{title}",
            title,
            partial(open_section, title),
            "设置",
            (f"设置{title}", *_ALSO_SECTIONS.get(title, ())),
        )
        for title in SECTIONS
    ]
