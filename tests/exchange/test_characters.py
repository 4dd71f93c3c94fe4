import sys
import unicodedata

from app.exchange import characters
from app.exchange.characters import is_plain, is_plain_table, plain


def test_exactly_control_format_and_surrogate_characters_are_refused():
    wrong = []
    for code in range(sys.maxunicode + 1):
        character = chr(code)
        forbidden = (
            unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and character != "\n"
        ) or code in {0xFFFE, 0xFFFF, *range(0x13439, 0x13440)}  # the last are Cf since Unicode 15
        if unicodedata.is_normalized("NFC", character) and is_plain(character) == forbidden:
            wrong.append(hex(code))
    assert wrong == []


def test_rare_and_private_characters_of_names_stay():
    name = "㛃䶮𠮷\ue000\U000323af葛\U000e0100"
    assert is_plain(name)
    assert plain(name) == name


def test_text_is_made_fit_to_travel():
    assert plain("一\r\n二\t三\u202e四\u200b\x00") == "一\n二 三四"
    assert plain("e\u0301") == "é"


def test_a_table_may_have_its_line_ends_and_nothing_else():
    assert is_plain_table("a,b\r\n")
    assert not is_plain("a\r")
    assert not is_plain_table("a\u2066b\r\n")


def test_the_quick_look_lets_nothing_pass_that_the_slow_one_refuses():
    """Every character it passes is allowed, is NFC, and joins with no other of them."""
    passed = [chr(code) for code in range(0x110000) if characters._unusual.search(chr(code)) is None]
    assert len(passed) > 20_000
    whole = "".join(passed)
    assert characters._forbidden_in_table.search(whole) is None
    assert unicodedata.normalize("NFC", whole) == whole
    among = frozenset(passed)
    joined = (unicodedata.normalize("NFD", chr(code)) for code in range(0x110000))
    assert not [parts for parts in joined if len(parts) > 1 and among.issuperset(parts)]
