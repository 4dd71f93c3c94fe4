"""Taking files in: each by itself, so that a bad one never stops the others; and trying it first.

A preview is a rehearsal: the very same steps in a transaction that is taken back, so that it
tells what will happen and not what somebody thought would happen.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.county import store_bundles, upward
from app.county.reading_ahead import Looked, ReadingAhead
from app.county.series import AGAIN, HOLD, Standing
from app.county.standing import REFUSED
from app.county.store import CountyStore, File
from app.county.store_townships import Township, find_township
from app.county.taking import standing_of, take_bundle
from app.county.totals import Total, totals_for
from app.db.engine.files import file_errors
from app.errors import AppError, BundleError
from app.exchange.envelope import open_envelope
from app.exchange.header import Header
from app.exchange.identities import OfficeKeys, PublicKeys
from app.exchange.practice import refuse_other
from app.exchange.refusals import NOT_FOR_US

SUFFIX = ".xfb"
Progress = Callable[[int, int], object]


def unheard(_done: int, _total: int) -> None:
    """Nobody waits for it."""


@dataclass(frozen=True)
class Taken:
    """What became of one file: `accepted`, `duplicate` (success too), `held` or `refused`.

    `counts` says how many records were accepted, duplicate, held, conflict, stale, voided
    and rejected; `differences` the totals in which county and township do not agree.
    """

    file: str
    state: str
    sentence: str
    code: str = ""
    name: str = ""
    period: str = ""
    sequence: int = 0
    verified: bool = False
    counts: Mapping[str, int] = field(default_factory=dict)
    differences: tuple[Total, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether it lies in the waiting area until its township's digits are compared on paper."""
        return self.state == "held" and not self.verified


def bundle_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The files themselves, and every bundle in the folders among them."""
    found: list[Path] = []
    for path in paths:
        with file_errors(path):
            found += sorted(path.rglob(f"*{SUFFIX}")) if path.is_dir() else [path]
    return tuple(found)


class Intake:
    """Reads files with the county's keys and takes them into its store."""

    def __init__(
        self, store: CountyStore, keys: OfficeKeys, stamp: Callable[[], str], *, practice: bool = False
    ) -> None:
        self._store, self._keys, self._stamp, self._practice = store, keys, stamp, practice

    def take(self, paths: Iterable[Path], progress: Progress = unheard) -> tuple[Taken, ...]:
        """Take bundles in, each in its own transaction; between two files it may be stopped.

        While one is written into the store the next is read already, if it is another township's.
        """
        files, results = list(paths), list[Taken]()
        following: Looked | None = None
        with ReadingAhead() as ahead:
            for done, path in enumerate(files):
                progress(done, len(files))
                looked = following or self._look(path.name, path)
                following = self._look_ahead(files[done + 1 : done + 2], looked, ahead)
                results += self._take_file(looked)
        progress(len(files), len(files))
        return tuple(results)

    def preview(self, paths: Iterable[Path], progress: Progress = unheard) -> tuple[Taken, ...]:
        """What `take` would answer, in the same order; nothing is written anywhere."""
        files = list(paths)
        answers: dict[int, list[Taken]] = {}
        done = 0
        for places in self._by_township(files).values():
            with self._store.rehearsing():  # only one township's bundles bear upon each other
                for place in places:
                    progress(done, len(files))
                    answers[place] = self._take_file(self._look(files[place].name, files[place]))
                    done += 1
        progress(len(files), len(files))
        return tuple(answer for place in sorted(answers) for answer in answers[place])

    def key_of(self, code: str, key_id: str) -> PublicKeys | None:
        """The enrolled keys of an office, as the reader of a bundle asks for them; our own for our own answers.

        Those lie on the stick beside what the townships sent and are then refused as not meant for us.
        """
        if key_id == self._keys.key_id:
            return self._keys.public
        township = find_township(self._store, code)
        if township and township.public.key_id == key_id:
            return township.public
        return upward.city_key(self._store, code, key_id)

    def _by_township(self, files: Sequence[Path]) -> Mapping[str, list[int]]:
        groups: dict[str, list[int]] = defaultdict(list)
        for place, path in enumerate(files):
            try:
                code = open_envelope(path, self._keys, self.key_of).header.sender.code
            except AppError:
                code = ""
            groups[code].append(place)
        return groups

    def _look(self, name: str, file: File) -> Looked:
        """Open the envelope and see whose it is; what cannot be believed is refused when its turn comes."""
        try:
            opened = open_envelope(file, self._keys, self.key_of)
            refuse_other(theirs=opened.header.practice, ours=self._practice)
            return Looked(name, file, opened)
        except AppError as refusal:
            return Looked(name, file, refusal=refusal)

    def _look_ahead(self, files: Sequence[Path], now: Looked, ahead: ReadingAhead) -> Looked | None:
        """The next file; nothing if it is the same township's, because what it means depends on this one."""
        for path in files:
            looked = self._look(path.name, path)
            if looked.code and looked.code != now.code:
                return looked if self._has_been(looked) else ahead.read(looked)
        return None

    def _has_been(self, looked: Looked) -> bool:
        return looked.opened is None or self._again(looked.opened.header) is not None

    def _again(self, header: Header) -> Standing | None:
        """That it has been here and need not be read again.

        Only that may be believed without being alone with the township: a colleague who takes its bundles in
        at this moment may make any other answer out of two halves.
        """
        try:
            standing, _ = standing_of(self._store, header)
        except AppError:
            return None
        return standing if standing.what == AGAIN else None

    def _take_file(self, looked: Looked) -> list[Taken]:
        first = self._take_one(looked)
        if first.state != "accepted":
            return [first]
        township = find_township(self._store, first.code)
        return [first, *self.take_waiting(first.code, township.epoch if township else "")]

    def take_waiting(self, code: str, epoch: str = "") -> list[Taken]:
        """Held bundles for which the time has come, in order, of one life or all; ends at the first that still waits.

        What was sent under a key that is enrolled no more is not opened and stays where it is.
        """
        results: list[Taken] = []
        for digest, name in store_bundles.held_bundles(self._store, code, epoch):
            result = self._take_one(self._look(name, self._store.kept_file(code, digest)))
            if result.state == "held":
                break
            if result.state == "accepted":
                results.append(result)
        return results

    def _take_one(self, looked: Looked) -> Taken:
        name, file = looked.name, looked.file
        try:
            opened = looked.believed()
            header = opened.header
            if header.kind == "ack" and upward.city_key(
                self._store, header.sender.code, header.sender.key_id
            ):
                return self._take_answer(name, file, header)
            township = self._township(header)
        except AppError as refusal:
            return Taken(name, "refused", str(refusal))
        try:
            standing = self._again(header) or take_bundle(
                self._store, looked.bundle(), name, file, self._stamp()
            )
        except AppError as refusal:
            return _told(name, header, township, "refused", str(refusal))
        return self._result(name, header, township, standing)

    def _take_answer(self, name: str, file: File, header: Header) -> Taken:
        """The city's acknowledgement of what this county reported."""
        new, sentence = upward.take_answer(self._store, file, self._keys, self._stamp())
        sender = header.sender
        return Taken(
            name, "accepted" if new else "duplicate", sentence, sender.code, sender.name, verified=True
        )

    def _result(self, name: str, header: Header, township: Township, standing: Standing) -> Taken:
        if standing.what == AGAIN:
            return _told(name, header, township, "duplicate", standing.note)
        if standing.what == HOLD:
            return _told(name, header, township, "held", standing.note)
        taken = store_bundles.bundle_by(self._store, header.hash)
        if taken is None:  # it was put there a moment ago
            raise LookupError(header.hash)
        differences = tuple(total for total in totals_for(self._store, taken) if total.difference)
        sentence = _accepted(taken.counts, differences, standing.note)
        return _told(name, header, township, "accepted", sentence, taken.counts, differences)

    def _township(self, header: Header) -> Township:
        township = find_township(self._store, header.sender.code)
        if township is None:  # addressed to us by ourselves: nobody writes that
            raise BundleError(NOT_FOR_US)
        return township


def _told(
    name: str,
    header: Header,
    township: Township,
    state: str,
    sentence: str,
    counts: Mapping[str, int] | None = None,
    differences: Sequence[Total] = (),
) -> Taken:
    period = header.period.id if header.period else ""
    return Taken(
        name, state, sentence, township.code, township.name, period, header.sequence, township.verified,
        dict(counts or {}), tuple(differences),
    )  # fmt: skip


def _accepted(counts: Mapping[str, int], differences: Sequence[Total], note: str) -> str:
    refused = sum(counts.get(result, 0) for result in REFUSED)
    parts = [f"已收下{sum(counts.values())}条", f"其中{refused}条需要处理" if refused else ""]
    parts.append(f"{len(differences)}项合计与乡镇报数不符" if differences else "合计相符")
    return "，".join(part for part in parts if part) + "。" + note
