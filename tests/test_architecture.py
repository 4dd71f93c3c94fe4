"""The house's rules that no linter knows: sizes, forbidden calls, plain text, honest names."""

import ast
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APP = sorted((ROOT / "app").rglob("*.py"))
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_MAIN_WINDOW = 400, 50, 200
FORBIDDEN_WORDS = ("manager", "helper", "utils", "common", "misc")


@dataclass(frozen=True)
class Source:
    """A file of the program as it is read once for all rules: its tree, every node and what each call calls."""

    path: Path
    tree: ast.Module
    nodes: tuple[ast.AST, ...]
    calls: tuple[tuple[str, ast.Call], ...]


@pytest.fixture(scope="module")
def sources() -> tuple[Source, ...]:
    """All of them, given up again after the last rule."""
    return tuple(_read(path) for path in APP)


def _read(path: Path) -> Source:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = tuple(ast.walk(tree))
    calls = tuple((ast.unparse(node.func), node) for node in nodes if isinstance(node, ast.Call))
    return Source(path.relative_to(ROOT), tree, nodes, calls)


def test_files_are_short() -> None:
    lengths = {path.relative_to(ROOT): len(path.read_text(encoding="utf-8").splitlines()) for path in APP}
    assert {str(path): length for path, length in lengths.items() if length > LONGEST_FILE} == {}
    assert lengths[Path("app/ui/main_window.py")] <= LONGEST_MAIN_WINDOW


def test_functions_are_short(sources: tuple[Source, ...]) -> None:
    long = [
        f"{source.path}:{node.lineno} {node.name}"
        for source in sources
        for node in source.nodes
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]
    assert long == []


def test_every_module_says_what_it_is(sources: tuple[Source, ...]) -> None:
    assert [str(source.path) for source in sources if not ast.get_docstring(source.tree)] == []


def test_names_say_something() -> None:
    parts = [part for path in APP for part in path.relative_to(ROOT).with_suffix("").parts]
    assert [part for part in parts if any(word in part.split("_") for word in FORBIDDEN_WORDS)] == []


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("QApplication.processEvents", ()),
        ("QMessageBox", ("app/ui/prompts.py",)),
        ("QFileDialog", ("app/ui/prompts.py",)),
        ("QLabel", ("app/ui/widgets/plain.py",)),
        ("QTextEdit", ()),
        ("QTextBrowser", ("app/ui/help/view.py",)),  # our own help pages
        ("QTextDocument", ("app/ui/help/dressing.py",)),
        ("QStaticText", ()),
        ("QGraphicsTextItem", ()),
        ("QErrorMessage", ()),
        ("QWhatsThis", ()),
        ("QToolTip", ()),
        ("print", ()),
        ("eval", ()),
        ("exec", ()),
        ("pickle.loads", ()),
        ("Paragraph", ()),  # reportlab's, which reads markup; a wording's own paragraph is another thing
    ],
)
def test_a_forbidden_call_stands_only_where_it_may(
    sources: tuple[Source, ...], name: str, allowed: tuple[str, ...]
) -> None:
    found = {
        str(source.path)
        for source in sources
        for called, _ in source.calls
        if called == name or (called.startswith(name + ".") and name.startswith("Q"))
    }
    own = {path for path in found if name == "Paragraph" and "import Paragraph" not in _platypus(path)}
    assert found - set(allowed) - own == set()


def _platypus(path: str) -> str:
    """The lines by which a file takes something from reportlab's own typesetting."""
    return "\n".join(line for line in (ROOT / path).read_text("utf-8").splitlines() if "platypus" in line)


@pytest.mark.parametrize("method", ["setHtml", "insertHtml", "appendHtml", "setTextFormat"])
def test_text_is_never_markup(sources: tuple[Source, ...], method: str) -> None:
    found = {
        str(source.path) for source in sources for called, _ in source.calls if called.endswith("." + method)
    }
    assert found <= {"app/ui/widgets/plain.py"}


@pytest.mark.parametrize(
    ("method", "allowed"),
    [
        # what Qt reads as markup when it looks like it; `plain_tooltip` escapes
        ("setToolTip", {("app/ui/widgets/plain.py", "f'<qt>{safe}</qt>' if text else ''"), ("app/ui/tray.py", "TITLE")}),
        ("setWhatsThis", set()),
        ("setStatusTip", {("app/ui/menu.py", "action.tip")}),
        ("setInformativeText", set()),
        ("setDetailedText", set()),
        ("showMessage", {("app/ui/tray.py", "TITLE")}),
    ],
)  # fmt: skip
def test_no_way_around_the_plain_text_is_open(
    sources: tuple[Source, ...], method: str, allowed: set[tuple[str, str]]
) -> None:
    found = {
        (str(source.path), ast.unparse(call.args[0]))
        for source in sources
        for called, call in source.calls
        if called.endswith("." + method)
    }
    assert found <= allowed


def test_what_is_copied_from_the_register_goes_through_the_passing_clipboard(
    sources: tuple[Source, ...],
) -> None:
    """Only a report of our own mistake, which holds no one's data, is put on the clipboard for good."""
    found = {
        str(source.path)
        for source in sources
        for called, _ in source.calls
        if ".clipboard()." in called and called.endswith(("setText", "setMimeData", "setImage", "setPixmap"))
    }
    assert found == {"app/ui/clipboard.py", "app/ui/crash.py"}


def test_only_our_own_help_pages_are_ever_read_as_markup(sources: tuple[Source, ...]) -> None:
    """The reader of Markdown is in one place and gets the text of a shipped page, never a register's."""
    found = {
        (str(source.path), ast.unparse(call.args[0]))
        for source in sources
        for called, call in source.calls
        if called.endswith(".setMarkdown") or called == "pieces_of"
    }
    assert found == {("app/ui/help/dressing.py", "text"), ("app/ui/help/view.py", "page.text")}
    users = {
        str(source.path) for source in sources
        if any(isinstance(node, ast.ImportFrom) and node.module == "app.ui.help.dressing" for node in source.nodes)
    }  # fmt: skip
    assert users == {"app/ui/help/view.py"}


def test_everything_is_caught_in_three_places_only(sources: tuple[Source, ...]) -> None:
    broad = {
        str(source.path)
        for source in sources
        for node in source.nodes
        if isinstance(node, ast.ExceptHandler)
        and ast.unparse(node.type or ast.Name("bare")) in {"Exception", "bare"}
    }
    assert broad <= {"app/ui/tasks.py", "app/ui/crash.py", "app/services/self_test/parts.py"}


def test_no_network_is_ever_opened(sources: tuple[Source, ...]) -> None:
    networked = {"socket", "http", "urllib", "requests", "ssl", "ftplib", "smtplib", "PySide6.QtNetwork"}
    found = {
        f"{source.path}: {name}"
        for source in sources
        for node in source.nodes
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
        )
        if name in networked or name.split(".")[0] in networked
    }
    assert found == set()


def test_nobody_walks_qts_chain_of_the_keyboard(sources: tuple[Source, ...]) -> None:
    """PySide takes each widget of it for a part of the one before, and for gone when that one goes."""
    walks = ("nextInFocusChain", "previousInFocusChain")
    assert [
        str(source.path) for source in sources for called, _ in source.calls if called.endswith(walks)
    ] == []


def test_no_field_watches_a_petitioner() -> None:
    """条例 Art 18 ¶4, 46(五)(六); product.md: no watch lists, no risk scores, no labels, no movements."""
    banned = ("稳控", "缠访", "闹访", "重点人员", "risk_score", "watch_list", "blacklist", "黑名单")
    written = [*APP, *(ROOT / "resources").rglob("*.json"), *(ROOT / "resources").rglob("*.toml")]
    assert [
        f"{path}: {word}" for path in written for word in banned if word in path.read_text(encoding="utf-8")
    ] == []


@pytest.mark.parametrize("module", ["app.services.desk", "app.cli"])
def test_heavy_libraries_wait_until_they_are_needed(module: str) -> None:
    code = f"import sys, {module}; print([m for m in ('reportlab', 'xlsxwriter', 'python_calamine', 'psycopg', 'PySide6') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_the_arrows_point_down() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stdout[-3000:]
