"""Which help page fits what the clerk has before them: the page, its open tab, the part with the keyboard."""

from collections.abc import Iterator

from PySide6.QtWidgets import QTabBar, QWidget

from app.ui.help.pages import CONTENTS, ORDER

Topic = tuple[str, str]

# (page, word of the open tab) -> (help page, its section)
TABS: dict[tuple[str, str], Topic] = {
    ("settings", "数据安全"): ("backup", ""),
    ("county_down", ""): ("county", "下发交办和配置"),
}
# The kind of widget that has the keyboard, or lies around the one that has -> help page
PARTS = {
    "PdfPreview": "papers",
    "PapersTab": "papers",
    "StepForm": "steps",
    "NextSteps": "steps",
    "DeadlineStrip": "steps",
    "ExplainedCard": "steps",
    "SearchBox": "keys",
    "SafetySection": "backup",
}
# The same for parts that have a section of their own
SECTIONS: dict[str, Topic] = {"ReportPanel": ("county", "上报市局")}
# What stands in the window before the desk -> help page
START_PAGES = {"Assistant": "first", "UnlockPage": "lock", "RestorePage": "backup"}


def topic(page: str, screen: QWidget | None, focused: QWidget | None) -> Topic:
    """(help page, section within it), the most particular one known."""
    for part in _outwards(focused):
        name = type(part).__name__
        if name in SECTIONS:
            return SECTIONS[name]
        if found := PARTS.get(name):
            return found, ""
    noun = page.partition("_")[0]  # the county's pages share one
    here = page if page in ORDER else noun if noun in ORDER else CONTENTS
    word = _open_tab(screen)
    return TABS.get((page, word), (here, word))


def start_page(shown: QWidget | None) -> str:
    """The help page for what stands in the window before the desk."""
    return START_PAGES.get(type(shown).__name__, CONTENTS)


def _outwards(widget: QWidget | None) -> Iterator[QWidget]:
    while widget is not None:
        yield widget
        widget = widget.parentWidget()


def _open_tab(screen: QWidget | None) -> str:
    """The word of the first row of tabs that is seen."""
    bars = screen.findChildren(QTabBar) if screen else []
    return next((bar.tabText(bar.currentIndex()) for bar in bars if bar.isVisible()), "")
