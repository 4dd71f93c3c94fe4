"""Each paper looks as it was last looked at."""

import pytest
from PIL import Image, ImageChops

from tests.paper.pictures import KEPT, cases, difference, picture

pytestmark = pytest.mark.qt


@pytest.fixture(scope="module")
def drawn():
    return cases()


@pytest.mark.usefixtures("qapp")
def test_every_paper_looks_as_it_did(drawn):
    assert {path.stem for path in KEPT.glob("*.png")} == set(drawn)
    apart = {}
    for name, pdf in drawn.items():
        with Image.open(KEPT / f"{name}.png") as kept:
            if said := difference(picture(pdf), kept.convert("L")):
                apart[name] = said
    assert apart == {}


@pytest.mark.usefixtures("qapp")
def test_a_title_moved_by_a_few_millimetres_is_seen(drawn):
    shown = picture(drawn["opinion"])
    moved = ImageChops.offset(shown, 0, 6)
    assert difference(moved, shown)


@pytest.mark.usefixtures("qapp")
def test_another_paper_is_never_taken_for_this_one(drawn):
    assert difference(picture(drawn["decline_notice"]), picture(drawn["extension_notice"]))
