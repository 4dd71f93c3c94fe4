"""What comes in is listed; everything else stays out."""

import re

import pytest

from installer.windows import selection
from installer.windows.locking import HERE, ROOT, SHIPPED
from installer.windows.selection import RUNTIME, SELECTED, is_licence, is_shipped, unused_patterns


@pytest.mark.parametrize(
    ("project", "name"),
    [
        ("pyside6-essentials", "PySide6/Qt6Widgets.dll"),
        ("pyside6-essentials", "PySide6/plugins/platforms/qwindows.dll"),
        ("pyside6-essentials", "PySide6/translations/qtbase_zh_CN.qm"),
        ("pyside6-pdf", "PySide6/Qt6Pdf.dll"),
        ("shiboken6", "shiboken6/msvcp140.dll"),
        ("pillow", "PIL/_imagingft.cp313-win_amd64.pyd"),
        ("psycopg-binary", "psycopg_binary.libs/libpq-f339.dll"),
        ("python-docx", "docx/templates/default.docx"),
        ("cffi", "_cffi_backend.cp313-win_amd64.pyd"),
    ],
)
def test_what_the_program_uses_comes_in(project, name):
    assert is_shipped(project, name)


@pytest.mark.parametrize(
    ("project", "name"),
    [
        ("pyside6-essentials", "PySide6/Qt6Qml.dll"),
        ("pyside6-essentials", "PySide6/QtNetwork.pyd"),
        ("pyside6-essentials", "PySide6/opengl32sw.dll"),
        ("pyside6-essentials", "PySide6/designer.exe"),
        ("pyside6-essentials", "PySide6/plugins/tls/qopensslbackend.dll"),
        ("pyside6-essentials", "PySide6/translations/qtbase_de.qm"),
        ("pyside6-essentials", "PySide6/QtWidgets.pyi"),
        ("pillow", "PIL/_avif.cp313-win_amd64.pyd"),
        ("cffi", "cffi/api.py"),
        ("lxml", "lxml/includes/libxml/tree.h"),
        ("reportlab", "reportlab/fonts/Vera.ttf"),
        ("python-dateutil", "dateutil/zoneinfo/__init__.py"),
        ("click", "click/testing.py"),
        ("six", "six-1.17.0.dist-info/METADATA"),
    ],
)
def test_what_nothing_asks_for_stays_out(project, name):
    assert not is_shipped(project, name)


def test_every_library_of_the_lock_has_its_list():
    assert set(SELECTED) == set(SHIPPED)


def test_nothing_that_talks_to_a_network_and_no_other_python_is_shipped():
    assert not {"_ssl.pyd", "libssl-3.dll", "python.exe", "pythonw.exe"} & set(RUNTIME)


def test_every_qt_module_the_program_imports_is_shipped():
    imported = set()
    for path in (ROOT / "app").rglob("*.py"):
        imported |= set(re.findall(r"from PySide6\.(Qt\w+) import", path.read_text("utf-8")))
    assert imported <= {f"Qt{name}" for name in selection._QT_MODULES}


def test_a_pattern_that_meets_nothing_is_told():
    assert unused_patterns("lxml", ["lxml/__init__.py", "lxml/etree.cp313-win_amd64.pyd"]) == [
        "lxml/_elementpath.*.pyd"
    ]


def test_licences_go_beside_the_parts():
    assert is_licence("six-1.17.0.dist-info/LICENSE")
    assert is_licence("click-8.5.1.dist-info/licenses/LICENSE.txt")
    assert not is_licence("six-1.17.0.dist-info/METADATA")


def test_the_crutches_of_the_trial_are_on_no_list():
    crutches = {path.with_suffix(".dll").name for path in (HERE / "wine").glob("*.c")}
    assert crutches == {"icuuc.dll", "mscms.dll"}
    for crutch in crutches:
        assert crutch not in RUNTIME
        for project in SELECTED:
            for folder in ("", "PySide6/", "shiboken6/"):
                assert not is_shipped(project, folder + crutch)
