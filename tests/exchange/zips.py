"""Zips, bags and tables as plain dictionaries, for tests that look at one of them alone."""

import io

from app.exchange.archive import ZipWriter, members
from app.exchange.bag import ALLOWED, BagWriter
from app.exchange.checking import check_zip
from app.exchange.datapackage import PackageWriter
from app.exchange.envelope import seal
from app.exchange.identities import encrypt_to
from app.exchange.schemas import withholding
from app.exchange.spool import Spool


def write_zip(files):
    target = io.BytesIO()
    writer = ZipWriter(target)
    for name, content in files.items():
        writer.add([content], lambda name=name: name)
    writer.close()
    return target.getvalue()


def read_zip(data, allowed=ALLOWED):
    found = {}
    for member, content in members(io.BytesIO(data), len(data), allowed):
        parts = []
        while piece := content.read_piece(1 << 16):
            parts.append(piece)
        found[member.name] = b"".join(parts)
    return found


def write_bag(payload, info):
    target = io.BytesIO()
    writer = BagWriter(target)
    for name, content in payload.items():
        writer.add(name, [content])
    writer.close(info)
    return target.getvalue()


def write_package(tables, name="test"):
    """A bag with these tables in it."""
    target = io.BytesIO()
    bag = BagWriter(target)
    package = PackageWriter(bag)
    for table, rows in tables.items():
        package.add(table, rows)
    package.close(name)
    bag.close({})
    return target.getvalue()


class Heard:
    """A listener that keeps everything."""

    def __init__(self):
        self.tables, self.faults, self.members = {}, [], []

    def table(self, name):
        self._rows = self.tables[name] = []

    def row(self, row):
        self._rows.append(row)

    def fault(self, fault):
        self.faults.append(fault)

    def member(self, member):
        self.members.append(member)


def check(data):
    """What a zip says, read in this process."""
    heard = Heard()
    check_zip(io.BytesIO(data), len(data), heard)
    return heard


def spooled(data):
    spool = Spool()
    spool.write(data)
    return spool


def read_tables(files):
    """Tables and faults of a bag with these payload files."""
    heard = check(write_bag(files, {}))
    return heard.tables, heard.faults


def unpacked(bundle):
    """Every file of the bag as bytes."""
    return {name: b"".join(file.pieces()) for name, file in bundle.files.items()}


def sealed(header, zip_bytes, sender, recipients):
    """An envelope around any bytes, and its header."""
    target = io.BytesIO()
    signed = seal(header, spooled(zip_bytes), sender, recipients, target)
    return target.getvalue(), signed


def encrypt(plain, recipients):
    target = io.BytesIO()
    encrypt_to(target, io.BytesIO(plain), recipients)
    return target.getvalue()


def opened_plain(keys, data):
    """What is inside the encryption."""
    target = io.BytesIO()
    keys.decrypt_to(target, io.BytesIO(data))
    return target.getvalue()


def withhold(tables):
    """Every table as the county may see it, with what was kept back as one more."""
    kept = []
    seen = {name: list(withholding(name, rows, kept.append)) for name, rows in tables.items()}
    return seen | ({"withheld": kept} if kept else {})
