"""What is shipped of each library: a list of what may come in, never of what must stay out.

Measured by starting the program: every module that is imported, every page, paper and table that is
made, has its file here. A new import that is not on the list fails in the self-test of the package.
"""

from fnmatch import fnmatchcase

# Of the interpreter: libraries the standard library needs for what the program does. Not shipped:
# _ssl and libssl (nothing here speaks to a network),
# python.exe and pythonw.exe (the program's own two .exe files load the interpreter).
RUNTIME = (
    "python313.dll", "python3.dll", "python313.zip", "vcruntime140.dll", "vcruntime140_1.dll",
    "libcrypto-3.dll", "libffi-8.dll",
    "_asyncio.pyd", "_bz2.pyd", "_ctypes.pyd", "_decimal.pyd", "_elementtree.pyd", "_hashlib.pyd",
    "_lzma.pyd", "_overlapped.pyd", "_queue.pyd", "_socket.pyd",
    "_sqlite3.pyd", "sqlite3.dll",  # sqlite-utils asks for it by name; the register runs on SQLCipher's
    "_uuid.pyd", "_wmi.pyd", "_zoneinfo.pyd",
    "pyexpat.pyd", "select.pyd", "unicodedata.pyd",
)  # fmt: skip

_QT_MODULES = ("Core", "Gui", "Pdf", "PdfWidgets", "PrintSupport", "Svg", "Test", "Widgets")
_QT_LIBRARIES = (*_QT_MODULES, "Network")  # Qt6Pdf.dll is linked to it; its Python side is not shipped
_C_RUNTIME = ("msvcp140.dll", "msvcp140_1.dll", "msvcp140_2.dll")
QT = (
    "PySide6/__init__.py", "PySide6/_config.py", "PySide6/_git_pyside_version.py", "PySide6/pyside6.abi3.dll",
    "PySide6/support/__init__.py", "PySide6/support/deprecated.py",
    *(f"PySide6/Qt6{name}.dll" for name in _QT_LIBRARIES),
    *(f"PySide6/Qt{name}.pyd" for name in _QT_MODULES),
    "PySide6/plugins/platforms/qwindows.dll", "PySide6/plugins/platforms/qoffscreen.dll",
    "PySide6/plugins/styles/qmodernwindowsstyle.dll", "PySide6/plugins/iconengines/qsvgicon.dll",
    *(f"PySide6/plugins/imageformats/q{name}.dll" for name in ("gif", "ico", "jpeg", "svg", "webp")),
    "PySide6/translations/qtbase_zh_CN.qm",
)  # fmt: skip
SHIBOKEN = (
    "shiboken6/*.py", "shiboken6/Shiboken.pyd", "shiboken6/shiboken6.abi3.dll",
    *(f"shiboken6/{name}" for name in _C_RUNTIME),  # for Qt's libraries too: PySide6 looks here
)  # fmt: skip

SELECTED: dict[str, tuple[str, ...]] = {
    "cffi": ("_cffi_backend.*.pyd",),
    "click": ("click/*.py",),
    "click-default-group": ("click_default_group.py",),
    "cryptography": ("cryptography/*.py", "cryptography/hazmat/bindings/_rust.pyd"),
    "lxml": ("lxml/__init__.py", "lxml/etree.*.pyd", "lxml/_elementpath.*.pyd"),
    "pillow": ("PIL/*.py", "PIL/_imaging.*.pyd", "PIL/_imagingft.*.pyd", "PIL/_webp.*.pyd"),
    "platformdirs": ("platformdirs/*.py",),
    "pluggy": ("pluggy/*.py",),
    "psycopg": ("psycopg/*.py",),
    "psycopg-binary": ("psycopg_binary/*.py", "psycopg_binary/*.pyd", "psycopg_binary.libs/*.dll"),
    "pypdf": ("pypdf/*.py",),
    "pyrage": ("pyrage/*.py", "pyrage/pyrage.pyd"),
    "pyside6-essentials": QT,
    "pyside6-pdf": QT,
    "python-calamine": ("python_calamine/*.py", "python_calamine/*.pyd"),
    "python-dateutil": ("dateutil/*.py",),
    "python-docx": ("docx/*.py", "docx/templates/*"),
    "reportlab": ("reportlab/*.py",),
    "shiboken6": SHIBOKEN,
    "six": ("six.py",),
    "sqlcipher3": ("sqlcipher3/*.py", "sqlcipher3/*.pyd"),
    "sqlite-fts4": ("sqlite_fts4/*.py",),
    "sqlite-utils": ("sqlite_utils/*.py",),
    "tabulate": ("tabulate/*.py",),
    "typing-extensions": ("typing_extensions.py",),
    "xlsxwriter": ("xlsxwriter/*.py",),
}
# Parts of packages taken whole that nothing asks for.
NOT_ASKED_FOR = (
    "*/tests/*", "*/test/*", "*/testing.py", "*/__pycache__/*",
    "reportlab/graphics/samples/*", "reportlab/graphics/testdrawings.py", "reportlab/graphics/testshapes.py",
    "dateutil/zoneinfo/*", "sqlite_utils/cli.py", "PIL/ImageTk.py", "PIL/_tkinter_finder.py",
)  # fmt: skip
_LICENCES = (
    "*.dist-info/licen[sc]es/*",
    "*.dist-info/LICEN[SC]E*",
    "*.dist-info/COPYING*",
    "*.dist-info/NOTICE*",
)


def is_shipped(project: str, name: str) -> bool:
    """Whether this file of the library comes in."""
    if any(fnmatchcase(name, pattern) for pattern in NOT_ASKED_FOR):
        return False
    return any(fnmatchcase(name, pattern) for pattern in SELECTED[project])


def is_licence(name: str) -> bool:
    """Whether it is a library's licence, which goes beside it."""
    return any(fnmatchcase(name, pattern) for pattern in _LICENCES)


def unused_patterns(project: str, names: list[str]) -> list[str]:
    """Patterns that meet nothing: a library has changed, and something of it may be missing."""
    return [one for one in SELECTED[project] if not any(fnmatchcase(name, one) for name in names)]
