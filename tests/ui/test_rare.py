"""Names beyond the common characters are drawn, and the large font for them is loaded only then."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.ui.rare import is_rare

# In a process of its own: a font once loaded stays for the rest of the run.
DRAWS = """
from PySide6.QtWidgets import QApplication
from PySide6.QtGui import QFont, QTextLayout
from app.ui import rare
from app.ui.theme import Theme
from app.ui.widgets.plain import PlainLabel
app = QApplication([])
theme = Theme(motion=False)
theme.wear(app)

def boxes(text):
    layout = QTextLayout(text, theme.face())
    layout.beginLayout(); layout.createLine(); layout.endLayout()
    return sum(list(run.glyphIndexes()).count(0) for run in layout.glyphRuns())

assert boxes("张三𬱖㛃𫖮䶮") == 0, "common rare names"
PlainLabel("张三")
assert rare.loaded() == ()
PlainLabel("李𠅤")
assert rare.loaded()
assert boxes("李𠅤𠀀") == 0, "a name of Extension B"
"""


def test_a_rare_name_is_drawn_and_its_font_loaded_only_when_one_is_shown(tmp_path):
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", DRAWS], cwd=root, capture_output=True, text=True, check=False, timeout=60,
        env=os.environ | {"PYTHONPATH": str(root), "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("text", "rare"), [("", False), ("张三 abc", False), ("䶮㛃", False), ("王𬱖", True)]
)
def test_only_characters_beyond_the_basic_plane_are_rare(text, rare):
    assert is_rare(text) is rare
