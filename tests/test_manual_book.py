"""docs/manual.md is the manual's source and nothing else; commands and forms it names exist."""

import re
from pathlib import Path

from app.cli import petition_desk
from app.core.forms import FORMS
from app.ui.actions import ACTIONS, keys_shown
from app.ui.help.forms_list import TO, forms_list
from app.ui.help.pages import ORDER, PARTS, help_pages
from installer.manual import BOOK, book

ROOT = Path(__file__).resolve().parent.parent


def test_the_book_is_what_the_source_makes_of_it():
    assert BOOK.read_text(encoding="utf-8") == book(), "python -m installer.manual --book-only"


def test_every_picture_and_link_of_the_book_leads_somewhere():
    text = book()
    for path in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", text):
        assert (BOOK.parent / path).resolve().is_file(), path
    anchors = set(re.findall(r'<a id="([a-z_]+)"></a>', text))
    assert anchors == set(ORDER)
    assert set(re.findall(r"\]\(#([a-z_]+)\)", text)) <= anchors


def test_readers_see_no_remark_of_the_player():
    remarks = [line for line in book().splitlines() if line.lstrip().startswith("<!--")]
    assert remarks == []
    assert all("<!-- stage" not in page.text for page in help_pages().values())


def test_every_form_is_described_by_its_own_row():
    said = forms_list()
    for form in FORMS:
        line = next(line for line in said.splitlines() if line.startswith(f"- **{form.title}**"))
        assert TO[form.to] in line
        assert form.article in line
        assert form.signature in line


def test_every_command_the_manual_names_exists():
    named = re.findall(r"`petition-desk ([a-z-]+)(?: ([a-z-]+))?", help_pages()["it"].source)
    assert named
    for command, below in named:
        known = petition_desk.commands[command]
        if below and hasattr(known, "commands"):
            assert below in known.commands, f"{command} {below}"


def test_every_file_the_developer_is_sent_to_exists():
    named = re.findall(r"(?:docs|resources)/[\w./]+\.md|README\.md", help_pages()["developer"].source)
    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_page_stands_in_one_part():
    keys = [key for _, keys in PARTS for key in keys]
    assert sorted(keys) == sorted(set(keys)) == sorted(help_pages())


def test_every_key_the_manual_names_is_a_key_of_the_program():
    commands = {keys_shown(action.shortcut) for action in ACTIONS} | {
        f"Alt+{number}" for number in range(1, 8)
    }
    of_pages = {"F8", "Ctrl+C", "Ctrl+E", "Shift+Enter", "Ctrl+↑"}  # the pages answer these themselves
    named = set(re.findall(r"(?:Ctrl|Alt|Shift)\+(?:Enter|[A-Z0-9↑])|\bF\d+", book()))
    assert named <= commands | of_pages
    assert {"Alt+1", "Ctrl+N", "Ctrl+Enter", "F1"} <= named
