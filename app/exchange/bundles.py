"""A bundle (报送包) as a whole: records in, a file out; a file in, checked records out."""

import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from app.exchange.archive import DEFLATED, Member, Writable, inflated
from app.exchange.bag import ATTACHMENTS, BagWriter
from app.exchange.characters import plain
from app.exchange.checking import Fault
from app.exchange.datapackage import PackageWriter
from app.exchange.envelope import Enrolled, Opened, open_envelope, seal
from app.exchange.header import Header
from app.exchange.identities import OfficeKeys, PublicKeys
from app.exchange.refusals import damaged
from app.exchange.sandbox import FAULT, MEMBER, ROWS, TABLE, read_apart
from app.exchange.schemas import Row, withholding
from app.exchange.spool import Rows, Spool

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


@dataclass(frozen=True)
class File:
    """One file of the bag as it lies in the zip; it was checked before it could be seen here."""

    member: Member
    opened: Opened

    @property
    def size(self) -> int:
        return self.member.size

    def pieces(self) -> Iterator[bytes]:
        """Its content, piece by piece."""
        packed = self.opened.spool.pieces(self.opened.start + self.member.start, self.member.packed)
        return inflated(packed) if self.member.method == DEFLATED else packed

    def open(self) -> BinaryIO:
        """Its content, to be read as a file."""
        return cast("BinaryIO", io.BufferedReader(_Pieces(self.pieces())))


@dataclass(frozen=True)
class Bundle:
    """A bundle that was proved whole, genuine and ours.

    `faults` are the records that cannot be taken in; they are not in `tables`. `files` is
    everything in the bag by its name there.
    """

    header: Header
    tables: Mapping[str, Rows]
    faults: Sequence[Fault]
    files: Mapping[str, File]

    @property
    def attachments(self) -> Mapping[str, File]:
        """The files that came along, by the SHA-256 of their content."""
        skip = len(ATTACHMENTS)
        return {name[skip:]: file for name, file in self.files.items() if name.startswith(ATTACHMENTS)}


def write_bundle(
    header: Header,
    tables: Mapping[str, Iterable[Row]],
    sender: OfficeKeys,
    recipients: Sequence[PublicKeys],
    attachments: Iterable[Iterable[bytes]] = (),
) -> tuple[bytes, Header]:
    """The file's bytes, and the header as it was signed; for bundles that are known to be small."""
    target = io.BytesIO()
    signed = write_bundle_to(target, header, tables, sender, recipients, attachments)
    return target.getvalue(), signed


def write_bundle_to(
    target: Writable,
    header: Header,
    tables: Mapping[str, Iterable[Row]],
    sender: OfficeKeys,
    recipients: Sequence[PublicKeys],
    attachments: Iterable[Iterable[bytes]] = (),
) -> Header:
    """Write a bundle to `target` and return the header as it was signed.

    Rows and attachments are asked for one after the other and never held. Completes `header` with
    counts, withheld columns and the zip's hash; fills in each record's content hash; keeps the
    text of sealed matters back.
    """
    zipped = Spool()
    bag = BagWriter(zipped)
    package, counts, kept_back = PackageWriter(bag), dict[str, int](), Rows()
    for name, rows in tables.items():
        package.add(name, _counted(name, withholding(name, rows, kept_back.add), counts))
    columns = {f"{row['table']}.{row['field']}" for row in kept_back}
    if kept_back:
        package.add("withheld", _counted("withheld", kept_back, counts))
    for content in attachments:
        bag.add_attachment(content)
    complete = replace(
        header,
        sender=replace(header.sender, name=plain(header.sender.name)),
        receiver=replace(header.receiver, name=plain(header.receiver.name)),
        counts=counts,
        withheld=tuple(sorted(columns)),
    )
    package.close(_package_name(complete))
    bag.close(_bag_info(complete))
    return seal(complete, zipped, sender, recipients, target)


def read_bundle(source: Path | bytes, me: OfficeKeys, enrolled: Enrolled) -> Bundle:
    """Everything in the file, checked; `BundleError` with one sentence if it cannot be taken in."""
    return read_opened(open_envelope(source, me, enrolled))


def read_opened(opened: Opened) -> Bundle:
    """The same of a file whose envelope was opened and believed before."""
    tables: dict[str, Rows] = {}
    faults: list[Fault] = []
    files: dict[str, File] = {}
    current = Rows()
    for kind, count, body in read_apart(opened.zip_pieces(), opened.size):
        if kind == TABLE:
            current = tables[body.decode("ascii")] = Rows()
        elif kind == ROWS:
            current.add_block(body, count)
        elif kind == FAULT:
            faults.append(Fault(**json.loads(body)))
        elif kind == MEMBER:
            member = Member(**json.loads(body))
            files[member.name] = File(member, opened)
    if _found(tables, faults) != dict(opened.header.counts):
        raise damaged()
    return Bundle(opened.header, tables, faults, files)


def unpacked(bundle: Bundle) -> Iterator[tuple[str, Iterable[bytes]]]:
    """The bag's files by name, for a folder in which other people's tools can look at them."""
    yield "header.json", [bundle.header.line + b"\n"]
    for name, file in bundle.files.items():
        yield name, file.pieces()


class _Pieces(io.RawIOBase):
    """Pieces read as a file."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._left = pieces, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._left = piece
        view = memoryview(buffer).cast("B")
        length = min(len(view), len(self._left))
        view[:length], self._left = self._left[:length], self._left[length:]
        return length


def _counted(name: str, rows: Iterable[Row], counts: dict[str, int]) -> Iterator[Row]:
    counts[name] = 0
    for row in rows:
        counts[name] += 1
        yield row


def _found(tables: Mapping[str, Rows], faults: Sequence[Fault]) -> dict[str, int]:
    found = {name: len(rows) for name, rows in tables.items()}
    for fault in faults:
        found[fault.table] += 1
    return found


def _package_name(header: Header) -> str:
    return header.file_name.removesuffix(".xfb").lower()


def _bag_info(header: Header) -> dict[str, str]:
    return {
        "Source-Organization": header.sender.name,
        "External-Identifier": header.file_name,
        "Bagging-Date": header.created_at[:10],
        "Bag-Software-Agent": f"petition-desk {header.app_version}",
    }
