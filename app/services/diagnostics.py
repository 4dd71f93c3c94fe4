"""The diagnostics package: what whoever mends the program has to know, and nothing about anybody.

It is put together from numbers, days, and words of ours alone; no text of the register, no name, no number of a
matter, no path above the data folder ever gets near it. What is shown is what is saved, to the byte.
"""

import platform
import re
import shutil
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata
from io import BytesIO
from pathlib import Path

from app import __version__
from app.core.backups import HERE, OTHER, STICK
from app.core.choices import CHOICES, DEFAULTS
from app.core.versions import read_version
from app.db import journal, sizes
from app.db.attachments import FOLDER as ATTACHMENTS
from app.db.engine.files import write_out
from app.db.migrations import MIGRATIONS
from app.db.names import DATABASE
from app.errors import AppError
from app.services.backups import FOLDER as BACKUPS
from app.services.backups import list_copies
from app.services.crash_reports import CrashReports, classes_and_places
from app.services.desk import Desk
from app.services.installed import installed_as, platform_now
from app.services.updates import Updates

MEMBER, SUGGESTED = "diagnostics.txt", "petition-desk-诊断.zip"
HEAD = "乡镇信访工作台诊断信息"
ASSURANCE = "这里没有姓名、电话、证件号码、事项编号和内容，没有单位名称、用户名和电脑名；发给谁由您决定。"
CLOSED = "登记库没有打开，以下只有登记库以外的情况"
_STEPS = (0, 10, 100, 1_000, 10_000, 100_000, 1_000_000)
_PLAIN_VERSION = re.compile(r"[0-9]+(?:\.[0-9]+){0,3}")
_SYSTEM_ID = re.compile(r"[a-z]{1,20}")
_DATE_1980 = (1980, 1, 1, 0, 0, 0)
_PLACES = {HERE: "本机", STICK: "U盘", OTHER: "其他文件夹"}
_NUMBERS = (
    "month_start_day", "group_visit_threshold", "assignment_days", "rate_decimals", "idle_lock_minutes", "practice"
)  # fmt: skip
_MOST_COPIES, _MOST_REPORTS = 200, 5


@dataclass(frozen=True)
class Diagnostics:
    """Of one data folder; `desk` is there if its register is open, `qt` is what the window runs on."""

    folder: Path
    desk: Desk | None = None
    qt: str = ""

    def text(self) -> str:
        """All of it, as it is shown and saved."""
        sections: dict[str, Iterator[str]] = {"程序": self._program(), "电脑": self._machine()}
        if self.desk:
            sections |= {
                "登记库": _register(self.desk), "设置（只列编号和数字）": _settings(self.desk),
                "备份和演练": _safety(self.desk),
            }  # fmt: skip
        sections |= {"数据文件夹": self._files(), "错误报告": self._reports()}
        parts = [f"{HEAD}\n{ASSURANCE}" + ("" if self.desk else f"\n{CLOSED}。")]
        parts += ["\n".join([f"【{title}】", *_told(lines)]) for title, lines in sections.items()]
        return "\n\n".join(parts) + "\n"

    def _program(self) -> Iterator[str]:
        last = Updates(self.folder).last()
        yield f"版本　{__version__}，{installed_as()}，{platform_now() or '其他平台'}，数据格式第{len(MIGRATIONS)}步"
        yield f"Python　{platform.python_version()}"
        yield f"Qt　{_plain_version(self.qt or _installed('PySide6-Essentials'))}"
        if last:
            yield f"上次升级　{read_version(last['from'])}→{read_version(last['to'])}"

    def _machine(self) -> Iterator[str]:
        yield f"系统　{_system()}，{platform.machine()[:10]}，{sys.maxsize.bit_length() + 1}位"
        yield f"内核　{_plain_version(platform.version() if sys.platform == 'win32' else platform.release())}"
        yield f"数据盘剩余　{coarse_size(shutil.disk_usage(_existing(self.folder)).free)}"

    def _files(self) -> Iterator[str]:
        """Sizes under names of ours; what else lies there is only counted."""
        named = {DATABASE, f"{DATABASE}-wal", "keys.a", "keys.b", "marks"}
        for name in sorted(named):
            path = self.folder / name
            yield f"数据文件夹/{name}　{coarse_size(path.stat().st_size) if path.is_file() else '没有'}"
        for name in (ATTACHMENTS, BACKUPS, "outbox", "quarantine", "updates", "opened"):
            files = [path for path in (self.folder / name).rglob("*") if path.is_file()]
            yield f"数据文件夹/{name}　{coarse_count(len(files))}个文件，{coarse_size(sum(map(_size, files)))}"
        copies = list_copies(self.folder / BACKUPS)[:_MOST_COPIES]
        troubled = sum(1 for copy in copies if copy.trouble)
        yield f"本机备份　{len(copies)}份，其中打不开说明的{troubled}份"
        for reason, count in sorted(Counter(_reason(copy.manifest) for copy in copies).items()):
            yield f"　{reason}　{count}份"

    def _reports(self) -> Iterator[str]:
        reports = CrashReports(self.folder)
        shaped = [classes_and_places(report.text) for report in reports.kept()]
        kinds = Counter(lines[0] if lines else "看不出种类" for lines in shaped)
        yield f"留存{len(shaped)}份" + "".join(f"，{kind} {count}次" for kind, count in sorted(kinds.items()))
        for lines in shaped[-_MOST_REPORTS:]:
            yield from lines
        if stopped := classes_and_places(reports.last_hard_stop()):
            yield "程序被系统终止过"
            yield from stopped


def save(text: str, path: Path) -> None:
    """The package: one text file in a zip, exactly what was shown."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        entry = zipfile.ZipInfo(MEMBER, _DATE_1980)
        entry.compress_type, entry.create_system, entry.external_attr = (
            zipfile.ZIP_DEFLATED,
            3,
            0o100644 << 16,
        )
        archive.writestr(entry, text.encode("utf-8"))
    write_out(path, packed.getvalue())


def coarse_count(count: int) -> str:
    """How many, as a step: enough to know whether something is large, too little to tell a month by."""
    if count <= 0:
        return "0"
    upper = next((step for step in _STEPS if count < step), None)
    lower = max(step for step in _STEPS if step <= count) or 1
    return f"{lower}至{upper - 1}" if upper else f"{lower}以上"


def coarse_size(size: int) -> str:
    """A size to the megabyte, or to the gigabyte where it is large."""
    if size < 1 << 20:
        return "不到1MB" if size else "0"
    return f"约{size >> 20}MB" if size < 10 << 30 else f"约{size >> 30}GB"


def _told(lines: Iterator[str]) -> Iterator[str]:
    """The lines of a section; one that cannot be had is said by the kind of its trouble, never its words."""
    try:
        yield from lines
    except (AppError, OSError) as error:
        yield f"（其余读不出来：{type(error).__name__}）"


def _register(desk: Desk) -> Iterator[str]:
    store = desk.register.store
    sqlite, cipher, schema = sizes.engine_versions(store)
    yield f"SQLite　{_plain_version(sqlite)}，SQLCipher　{_plain_version(cipher)}，数据格式第{schema}步"
    pages, free = sizes.pages_free(store)
    yield f"页　{coarse_count(pages)}，空页{coarse_count(free)}"
    yield f"记录链　{'发现损坏' if store.damage else '没有发现损坏'}，{'不能保存' if desk.register.trouble else '可以保存'}"
    yield f"本机日期　{'不可信' if desk.clock.question() else '可信'}"
    yield f"读一页事项　{_milliseconds(desk)}毫秒"
    for name, count in sizes.table_counts(store).items():
        yield f"表 {name}　{coarse_count(count)}"


def _settings(desk: Desk) -> Iterator[str]:
    """Numbers and choices by their ids; a text the office wrote is only told to be there."""
    office = desk.offices.office()
    for name in _NUMBERS:
        yield f"{name}　{int(getattr(office, name))}"
    yield f"rounding　{office.rounding if office.rounding in {'half_up', 'half_even'} else '其他'}"
    changed = [it for it in CHOICES if getattr(office.choices, it.name) != getattr(DEFAULTS, it.name)]
    for choice in changed:
        yield f"{choice.name}　{_choice(choice.kind, getattr(office.choices, choice.name), _ids(choice.words))}"
    yield f"其余{len(CHOICES) - len(changed)}项规则　默认"


def _choice(kind: str, value: object, ids: frozenset[str]) -> str:
    if kind in {"flag", "number"} and isinstance(value, int):
        return str(int(value))
    return str(value) if value in ids else "已修改"


def _ids(words: tuple[tuple[str, str], ...]) -> frozenset[str]:
    return frozenset(word for word, _ in words)


def _safety(desk: Desk) -> Iterator[str]:
    store = desk.register.store
    for place, word in _PLACES.items():
        made = [
            entry
            for entry in journal.newest(store, "backup_made", _MOST_COPIES)
            if _place(entry.payload) == place
        ]
        last = f"，最近{made[0].recorded_at[:10]}" if made else ""
        yield f"备份到{word}　{len(made)}次{last}"
    standing = desk.safety.standing()
    yield f"没有U盘备份的天数　{standing.days}"
    drilled = journal.newest(store, "drilled", _MOST_COPIES)
    failed = sum(1 for entry in drilled if not entry.payload["ok"])
    last = (
        f"，最近{drilled[0].recorded_at[:10]}{'成功' if drilled[0].payload['ok'] else '没有通过'}"
        if drilled
        else ""
    )
    yield f"恢复演练　{len(drilled)}次，没有通过{failed}次{last}"
    for kind, word in (
        ("restored", "从备份恢复"),
        ("older_accepted", "确认继续使用较旧数据"),
        ("program_changed", "升级或退回程序"),
    ):
        told = journal.newest(store, kind, _MOST_COPIES)
        yield f"{word}　{len(told)}次" + (f"，最近{told[0].recorded_at[:10]}" if told else "")


def _place(payload: Mapping[str, object]) -> str:
    return str(payload.get("place", HERE)).partition(":")[0]


def _reason(manifest: object) -> str:
    known = {"before_migrating", "before_restoring", "before_updating", "asked", "by_itself"}
    reason = getattr(manifest, "reason", "")
    return reason if reason in known else "其他"


def _milliseconds(desk: Desk) -> int:
    began = time.perf_counter()
    desk.matters.page(which="all")
    return round((time.perf_counter() - began) * 1000)


def _system() -> str:
    if sys.platform == "win32":
        return f"Windows {_plain_version(platform.release())}"
    try:
        about = platform.freedesktop_os_release()
    except OSError:
        return "Linux"
    name = about.get("ID", "")
    return f"{name if _SYSTEM_ID.fullmatch(name) else 'Linux'} {_plain_version(about.get('VERSION_ID', ''))}"


def _plain_version(text: str) -> str:
    """The numbers a version begins with: builds carry names of machines and people behind them."""
    found = _PLAIN_VERSION.match(text)
    return found[0] if found else "不明"


def _installed(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


def _existing(folder: Path) -> Path:
    return next(place for place in (folder, *folder.absolute().parents) if place.exists())


def _size(path: Path) -> int:
    return path.stat().st_size
