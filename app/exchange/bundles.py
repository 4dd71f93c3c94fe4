"""A bundle (报送包) as a whole: records in, bytes out; bytes in, checked records out."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from app.exchange.bag import ATTACHMENTS, read_bag, write_bag
from app.exchange.characters import plain
from app.exchange.datapackage import Fault, read_tables, write_tables
from app.exchange.envelope import Enrolled, open_envelope, seal
from app.exchange.header import Header
from app.exchange.identities import OfficeKeys, PublicKeys
from app.exchange.refusals import damaged
from app.exchange.schemas import Row, withhold


@dataclass(frozen=True)
class Bundle:
    """A bundle that was proved whole, genuine and ours.

    `faults` are the records that cannot be taken in; they are not in `tables`. Attachments
    are named by their SHA-256.
    """

    header: Header
    tables: Mapping[str, list[Row]]
    faults: tuple[Fault, ...]
    attachments: Mapping[str, bytes]


def write_bundle(
    header: Header,
    tables: Mapping[str, Sequence[Row]],
    sender: OfficeKeys,
    recipients: Sequence[PublicKeys],
    attachments: Sequence[bytes] = (),
) -> tuple[bytes, Header]:
    """The file's bytes, and the header as it was signed.

    Completes `header` with counts, withheld columns and the zip's hash; fills in each
    record's content hash; keeps the text of sealed matters back.
    """
    travelling = withhold(tables)
    withheld = sorted({f"{row['table']}.{row['field']}" for row in travelling.get("withheld", [])})
    complete = replace(
        header,
        sender=replace(header.sender, name=plain(header.sender.name)),
        receiver=replace(header.receiver, name=plain(header.receiver.name)),
        counts={name: len(rows) for name, rows in travelling.items()},
        withheld=tuple(withheld),
    )
    files = write_tables(travelling, _package_name(complete))
    files |= {ATTACHMENTS + hashlib.sha256(content).hexdigest(): content for content in attachments}
    return seal(complete, write_bag(files, _bag_info(complete)), sender, recipients)


def read_bundle(data: bytes, me: OfficeKeys, enrolled: Enrolled) -> Bundle:
    """Everything in the file, checked; `BundleError` with one sentence if it cannot be taken in."""
    opened = open_envelope(data, me, enrolled)
    files = read_bag(opened.zip_bytes)
    tables, faults = read_tables(files)
    if _counted(tables, faults) != dict(opened.header.counts):
        raise damaged()
    attachments = {PurePosixPath(name).name: files[name] for name in files if name.startswith(ATTACHMENTS)}
    return Bundle(opened.header, tables, faults, attachments)


def unpack_bundle(data: bytes, me: OfficeKeys, enrolled: Enrolled) -> dict[str, bytes]:
    """The bag's files by name, checked, for a folder in which other people's tools can look at them."""
    opened = open_envelope(data, me, enrolled)
    return {"header.json": opened.header.line + b"\n", **read_bag(opened.zip_bytes)}


def _counted(tables: Mapping[str, list[Row]], faults: tuple[Fault, ...]) -> dict[str, int]:
    return {name: len(rows) + sum(fault.table == name for fault in faults) for name, rows in tables.items()}


def _package_name(header: Header) -> str:
    return header.file_name.removesuffix(".xfb").lower()


def _bag_info(header: Header) -> dict[str, str]:
    return {
        "Source-Organization": header.sender.name,
        "External-Identifier": header.file_name,
        "Bagging-Date": header.created_at[:10],
        "Bag-Software-Agent": f"petition-desk {header.app_version}",
    }
