"""Configuration from the county (下发配置): wordings, names, classes, settings, calendar and rule packs.

It is shown as differences first and applied when the clerk agrees. Nothing is deleted: a name is
retired with a date, a wording stays among the versions, a matter keeps the rules it started with.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from app.core.calendar_notices import read_year
from app.core.choices import choice_named
from app.core.dates import chinese_date
from app.core.entries import Draft
from app.core.forms import form_called
from app.core.pack_changes import refuse_known
from app.core.pack_reading import content_from_text, pack_from
from app.core.rosters import TITLES, UNIT, VILLAGE
from app.core.wordings import COUNTY, digest
from app.db import handed_down
from app.db.handed_down import ConfigurationRow
from app.db.rows import day
from app.errors import AppError, BundleError, NotAllowed, ValidationError
from app.exchange.bundles import Bundle
from app.exchange.refusals import damaged
from app.exchange.schemas import Row
from app.services.calendars import Calendars, YearPreview
from app.services.classes import ClassTable
from app.services.offices import Offices
from app.services.register import Register
from app.services.rule_packs import PackPreview, RulePacks
from app.services.wordings import Wordings

LARGEST_TEXT = 1 << 20
CLASS = "class"


@dataclass(frozen=True)
class Change:
    """One difference in words, and the deed; without a deed nothing would change, and the line says why."""

    line: str
    apply: Callable[[], object] | None = None


@dataclass(frozen=True)
class Planned:
    """A version of the county's configuration as it would change this register."""

    version: int
    name: str
    changes: tuple[Change, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(change.line for change in self.changes) or ("与本机现行设置一致，没有要改的",)


class Configurations:
    """Comparing and applying what the county configures."""

    def __init__(self, register: Register, offices: Offices, wordings: Wordings) -> None:
        self._register, self._offices, self._wordings = register, offices, wordings
        self._calendars, self._packs = Calendars(register), RulePacks(register)

    def applied(self) -> tuple[ConfigurationRow, ...]:
        """The versions that were applied, the newest first."""
        return handed_down.configurations(self._register.store)

    def plan(self, bundle: Bundle) -> Planned:
        """The differences; raises if this version is not newer than the one applied last."""
        rows = list(bundle.tables.get("configuration", ()))
        versions = {(int(row["version"] or 0), str(row["name"])) for row in rows}
        if len(versions) != 1:
            raise damaged()
        version, name = versions.pop()
        last = next(iter(self.applied()), None)
        if last and version <= last.version:
            raise BundleError(
                f"这是第{version}版配置，本机已经采用第{last.version}版，没有改动；请向县局索取最新的一版。"
            )
        table = ClassTable(self._register, version, [row for row in rows if row["kind"] == CLASS])
        changes = [change for row in rows if row["kind"] != CLASS for change in self._compare(row, bundle)]
        changes += [Change(line, deed) for line, deed in table.differences()]
        return Planned(version, name, tuple(changes))

    def apply(self, planned: Planned) -> tuple[str, ...]:
        """Make the changes; inside the caller's transaction. A sentence for each that could not be made."""
        sentences, lines = [], []
        for change in planned.changes:
            if change.apply is None:
                continue
            try:
                with self._register.writing():
                    change.apply()
                lines.append(change.line)
            except AppError as error:
                sentences.append(f"{change.line}，没有采用：{error}")
        payload = {"version": planned.version, "name": planned.name, "lines": lines}
        self._register.record(Draft("configuration_applied", "office", self._register.today(), payload))
        return tuple(sentences)

    def _compare(self, row: Row, bundle: Bundle) -> Iterator[Change]:
        comparers: dict[str, Callable[[Row, Bundle], Iterator[Change]]] = {
            "wording": self._wording, "unit": self._named, "village": self._named, "setting": self._setting,
            "calendar": self._calendar, "rule_pack": self._rule_pack,
        }  # fmt: skip
        try:
            yield from comparers[str(row["kind"])](row, bundle)
        except AppError as error:
            yield Change(f"“{row['title']}”不能采用：{error}")

    def _wording(self, row: Row, bundle: Bundle) -> Iterator[Change]:
        form, source = form_called(str(row["key"])), _text(row, bundle)
        self._wordings.check(form, source)
        if self._wordings.in_use(form).digest != digest(source):
            yield Change(
                f"{form.title}的文书模板改用县局下发的一版",
                lambda: self._wordings.save(form.id, source, str(row["note"] or ""), origin=COUNTY),
            )

    def _named(self, row: Row, _: Bundle) -> Iterator[Change]:
        """By code first: the same code with another name is the same thing renamed."""
        kind = UNIT if row["kind"] == "unit" else VILLAGE
        code, name, title = str(row["key"] or ""), str(row["title"]), TITLES[kind]
        here = next((item for item in self._offices.roster(kind) if code and item.code == code), None)
        here = here or self._offices.named(kind, name)
        if retired := day(str(row["retired_on"] or "") or None):
            if here is None:
                return
            if retired > self._register.today():
                yield Change(f"{title}“{here.name}”{chinese_date(retired)}起停用，到时请再接收一次配置")
                return
            yield Change(f"停用{title}“{here.name}”", lambda: self._offices.retire(here.id))
        elif here is None:
            yield Change(f"新增{title}“{name}”", lambda: self._offices.add(kind, name, code))
        elif here.name != name or (code and here.code != code):
            old = here

            def rename() -> None:
                self._offices.retire(old.id)
                self._offices.add(kind, name, code, old.detail)

            yield Change(f"{title}“{old.name}”改为“{name}”（代码{code or '无'}）", rename)

    def _setting(self, row: Row, _: Bundle) -> Iterator[Change]:
        choice = choice_named(str(row["key"]))
        if choice is None:
            raise ValidationError({"key": f"没有“{row['key']}”这项规则设置"})
        if choice.name == "rule_pack":
            raise NotAllowed("选用哪一个规则包由本机关决定")
        now = getattr(self._offices.office().choices, choice.name)
        wanted = _as_like(now, str(row["value"] or ""))
        if wanted != now:
            yield Change(
                f"规则设置“{choice.title}”：{_shown(now)} → {_shown(wanted)}",
                lambda: self._offices.choose({choice.name: wanted}),
            )

    def _calendar(self, row: Row, bundle: Bundle) -> Iterator[Change]:
        notice = read_year(_text(row, bundle))
        known = self._calendars.year(notice.year)
        words = "更新" if self._calendars.is_published(notice.year) else "录入"
        if any(
            found.working != one.working
            for one in notice.days
            for found in known.days
            if found.day == one.day
        ) or not self._calendars.is_published(notice.year):
            yield Change(
                f"{words}{notice.year}年放假安排（{notice.source or '县局下发'}）",
                lambda: self._calendars.enter_year(YearPreview(notice, replaces=False)),
            )

    def _rule_pack(self, row: Row, bundle: Bundle) -> Iterator[Change]:
        content, known = content_from_text(_text(row, bundle)), self._register.law().packs
        pack = pack_from(content, known)
        if pack.id in known:
            return
        refuse_known(pack, known)
        found = self._packs.compare(pack)
        preview = PackPreview(pack, content, self._packs.in_force(), found)
        told = "；".join(found[:3]) + ("……" if len(found) > 3 else "")
        yield Change(
            f"增加规则包“{pack.name}”（{told or '与现行一致'}）", lambda: self._packs.add(preview, "县局下发")
        )


def _text(row: Row, bundle: Bundle) -> str:
    """A long text travels as a file named by its hash."""
    file = bundle.attachments.get(str(row["value"] or ""))
    if file is None or file.size > LARGEST_TEXT:
        raise BundleError("内容没有随包下来或者过长，请县局重新下发。")
    try:
        return b"".join(file.pieces()).decode("utf-8")
    except UnicodeDecodeError:
        raise BundleError("内容不是UTF-8文本，请县局重新下发。") from None


def _as_like(now: object, text: str) -> Any:  # noqa: ANN401  (a setting's own type)
    if isinstance(now, bool):
        return text == "1"
    if isinstance(now, int):
        if not (text.isascii() and text.isdigit()):
            raise ValidationError({"value": f"“{text}”不是数字"})
        return int(text)
    return text


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value) or "（空）"
