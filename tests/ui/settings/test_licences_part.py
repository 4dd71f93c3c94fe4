"""许可 in the window."""

from app.services.licences import parts
from app.ui.search.places import place_entries
from app.ui.settings.licences_part import LicencesPart


def test_the_licence_of_the_chosen_part_is_shown_whole(qtbot, theme):
    part = LicencesPart(theme)
    qtbot.addWidget(part)
    assert part.text.toPlainText().startswith("木兰宽松许可证")
    at = next(at for at, one in enumerate(parts()) if one.name == "SQLCipher")
    part.list.setCurrentIndex(part.list.model().index(at, 0))
    assert part.text.toPlainText() == parts()[at].text()
    assert "BSD-3-Clause" in part.about.text()
    assert part.text.isReadOnly()


def test_the_search_knows_the_word(qapp):
    class Window:
        def open_page(self, key):
            return None

    entry = next(entry for entry in place_entries(Window(), ()) if entry.word == "许可")
    assert "开源许可" in entry.also
