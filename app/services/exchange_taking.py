"""What comes down: the county's acknowledgement at once; assignments and configuration only when the clerk agrees."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import uuid4

from app.core.dates import chinese_date
from app.core.entries import Draft
from app.core.figures import BY_ID
from app.db import bundles
from app.db.bundles import TAKEN_IN, Answer
from app.db.engine.files import file_errors
from app.errors import BundleError
from app.exchange.bundles import Bundle, read_bundle
from app.exchange.header import DOWNWARD
from app.exchange.practice import refuse_other
from app.exchange.schemas import Row
from app.services.exchange_assignments import Assignments
from app.services.exchange_configuration import Configurations
from app.services.exchange_keys import ExchangeKeys
from app.services.progress import Progress
from app.services.register import Register

_ANSWERS_IN_ENTRY = 1_000
_LONGEST_ENROLMENT = 64 << 10
_FORKED = "县局第{0}号下发文件有两个版本，这一个没有接收，原来收下的没有改动；请与县局电话核对。"
_STRANGE = "县局回执里有本机没有写出过的报送包，可能恢复过备份或者有两台电脑在用；本机已换新的期次，下次报送会带上全部内容。"


@dataclass(frozen=True)
class Taken:
    """What a file from above meant: an enrolment, an answer, matters, configuration, or one we have had before.

    `waits` says that nothing was done yet: `lines` tell what would be, and the clerk has to agree.
    `matters` are the ids of matters that were made.
    """

    kind: str
    sentence: str
    accepted: int = 0
    refused: tuple[Answer, ...] = ()
    differences: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    waits: bool = False
    matters: tuple[str, ...] = ()


class Taking:
    """Reading files from above."""

    def __init__(
        self, register: Register, keys: ExchangeKeys, assignments: Assignments, configurations: Configurations
    ) -> None:
        self._register, self._keys = register, keys
        self.assignments, self.configurations = assignments, configurations

    def take(self, path: Path, progress: Progress, *, agreed: bool) -> Taken:
        """See `Exchange.take`."""
        progress(0, 3)
        if enrolment := _enrolment(path):
            return self._enrol(enrolment)
        progress(1, 3)
        bundle = read_bundle(path, self._keys.own(), self._keys.enrolled)
        refuse_other(theirs=bundle.header.practice, ours=self._register.office().practice)
        header = bundle.header
        if header.receiver.code != self._register.office().code:
            raise BundleError("这个报送包不是发给本单位的，没有读取任何内容。")
        if bundles.by_hash(self._register.store, header.hash):
            return Taken(header.kind, "这个文件此前已经接收过，没有重复处理。")
        if header.kind not in DOWNWARD:
            raise BundleError("这不是县局下发的文件，没有接收，什么也没有改动；请核对U盘里的文件。")
        missing = self._place(bundle)
        progress(2, 3)
        taken = self._by_kind(bundle, path.name, agreed=agreed)
        return _with(taken, missing)

    def _by_kind(self, bundle: Bundle, name: str, *, agreed: bool) -> Taken:
        if bundle.header.kind == "ack":
            return self._take_ack(bundle, name)
        if bundle.header.kind == "assign":
            return self._take_assignments(bundle, name, agreed=agreed)
        return self._take_configuration(bundle, name, agreed=agreed)

    def _place(self, bundle: Bundle) -> str:
        """Where it stands among what came down: two of one number are a fork; a gap is told."""
        header = bundle.header
        known = bundles.from_above(self._register.store, header.epoch)
        before = known.get(header.sequence - 1)
        if header.sequence in known or (before and header.previous and before != header.previous):
            raise BundleError(_FORKED.format(header.sequence))
        missing = [str(number) for number in range(1, header.sequence) if number not in known]
        if not missing:
            return ""
        shown = "、".join(missing[:5]) + ("……" if len(missing) > 5 else "")
        return f"县局第{shown}号下发文件还没有收到，请向县局索取。"

    def _enrol(self, content: bytes) -> Taken:
        enrolment = self._keys.enrol_county(content)
        return Taken(
            "enrolment",
            f"已登记{enrolment.name}的公钥，请对照纸质登记表核对校验码：{enrolment.printed_check_number}",
        )

    def _take_ack(self, bundle: Bundle, name: str) -> Taken:
        register, subject, today = self._register, str(uuid4()), self._register.today()
        answered = list(bundle.tables.get("acknowledged", ()))
        totals = list(bundle.tables.get("totals", ()))
        states = {
            "bundles": [row["hash"] for row in answered if row.get("state") != bundles.RECEIVED],
            "received": [row["hash"] for row in answered if row.get("state") == bundles.RECEIVED],
        }
        accepted, refused = 0, 0
        with register.writing() as write:
            write(_noted(bundle, name, subject, self._register))
            first = {**states, "totals": totals}
            for portion in _portions(bundle.tables.get("answers", ())):
                accepted += sum(answer["result"] in TAKEN_IN for answer in portion)
                payload = {"bundles": [], "totals": [], **first, "answers": portion}
                write(Draft("acknowledgement_taken", subject, today, payload))
                first = {}
            strange = self._is_strange(answered)
        if strange:
            self._keys.begin_life("县局回执里有本机没有写出过的报送包")
        open_answers = bundles.refused(register.store)
        refused = len(open_answers)
        sentence = f"已接收县局{chinese_date(today)}回执：{accepted}条已收"
        if states["received"]:
            sentence += f"；{len(states['received'])}包县局已收到，还没有处理"
        sentence += f"，{refused}条未收，请逐条核对" if refused else ""
        return Taken(
            "ack", sentence, accepted, open_answers, _differences(totals),
            (*_why_not_yet(answered), *((_STRANGE,) if strange else ())),
        )  # fmt: skip

    def _is_strange(self, answered: Iterable[Row]) -> bool:
        """Whether the county answers a bundle of this life that this register knows nothing of."""
        epoch, store = self._keys.epoch().epoch, self._register.store
        return any(
            row["epoch"] == epoch and bundles.by_hash(store, str(row["hash"])) is None for row in answered
        )

    def _take_assignments(self, bundle: Bundle, name: str, *, agreed: bool) -> Taken:
        lines = self.assignments.preview(bundle)
        if not agreed:
            return Taken(
                "assign", f"县局下发：{lines[0]}。还没有登记，请核对后确认接收。", lines=lines, waits=True
            )
        with self._register.writing() as write:
            write(_noted(bundle, name, str(uuid4()), self._register))
            handed = self.assignments.take(bundle)
        sentence = f"已接收县局交办、转送，登记{len(handed.matters)}件；不属于本机关职权的，请在五个工作日内提出异议。"
        return Taken("assign", sentence, lines=handed.sentences, matters=handed.matters)

    def _take_configuration(self, bundle: Bundle, name: str, *, agreed: bool) -> Taken:
        planned = self.configurations.plan(bundle)
        title = f"县局配置第{planned.version}版“{planned.name}”"
        if not agreed:
            return Taken(
                "config", f"{title}：{len(planned.changes)}处不同。还没有采用，请核对后确认。", lines=planned.lines,
                waits=True,
            )  # fmt: skip
        with self._register.writing() as write:
            write(_noted(bundle, name, str(uuid4()), self._register))
            sentences = self.configurations.apply(planned)
        return Taken("config", f"已采用{title}；已登记的事项按原来的规则计算。", lines=sentences)


def _enrolment(path: Path) -> bytes:
    """The bytes of an enrolment file, nothing if it is something else."""
    with file_errors(path), path.open("rb") as file:
        content = file.read(_LONGEST_ENROLMENT)
    return content if content[:1] == b"{" else b""


def _noted(bundle: Bundle, name: str, subject: str, register: Register) -> Draft:
    header = bundle.header
    payload = {
        "kind": header.kind, "period": header.period.id if header.period else "", "epoch": header.epoch,
        "sequence": header.sequence, "hash": header.hash, "file": name, "counts": dict(header.counts),
    }  # fmt: skip
    return Draft("bundle_taken", subject, register.today(), payload)


_ANSWER = ("record_table", "record_id", "revision", "result", "county_number", "field", "sentence")


def _why_not_yet(answered: Iterable[Row]) -> tuple[str, ...]:
    """What the county says of the bundles it has and has not processed."""
    said = (str(row["sentence"] or "") for row in answered if row.get("state") == bundles.RECEIVED)
    return tuple(f"县局说明：{sentence}" for sentence in dict.fromkeys(said) if sentence)


def _portions(rows: Iterable[Row]) -> Iterator[list[dict[str, Any]]]:
    """The answers in portions an entry can hold; one empty one if there are none."""
    waiting, first = iter(rows), True
    while (some := list(islice(waiting, _ANSWERS_IN_ENTRY))) or first:
        yield [{name: row[name] for name in _ANSWER} for row in some]
        first = False


def _differences(totals: list[Row]) -> tuple[str, ...]:
    return tuple(
        f"{BY_ID[str(row['figure'])].name if row['figure'] in BY_ID else row['figure']}："
        f"本机{row['township_value']}，县局核算{row['county_value']}"
        for row in totals
        if row["difference"]
    )


def _with(taken: Taken, missing: str) -> Taken:
    if not missing:
        return taken
    return Taken(**vars(taken) | {"lines": (*taken.lines, missing)})
