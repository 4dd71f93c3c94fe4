"""An invented township that keeps a small journal and exports bundles, for the county's tests and benches."""

import uuid
from datetime import UTC, date, datetime

from app.core.entries import GENESIS, entry_hash
from app.exchange.bundles import read_bundle, write_bundle
from app.exchange.enrolment import read_enrolment, write_enrolment
from app.exchange.header import Header, Journal, Party, Period
from app.exchange.identities import generate

PASSWORD = "青川县局的密码"
NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
OCTOBER = Period("2026-10", date(2026, 10, 1), date(2026, 10, 31), "2026年10月")


def same_id(seed):
    return str(uuid.uuid5(uuid.NAMESPACE_OID, seed))


class Township:
    """Writes bundles as a township would: cumulative since the last acknowledged one."""

    def __init__(self, county, code="999999101000", name="青山镇信访工作办公室", epoch="0a1b2c3d"):
        self.code, self.name, self.epoch, self.keys = code, name, epoch, generate()
        self.county = read_enrolment(county.enrolment_file.read_bytes())
        self.chain, self.sequence, self.previous, self.acknowledged = [], 0, "", 0

    @property
    def enrolment(self):
        return write_enrolment("township", self.code, self.name, self.keys, self.epoch)

    @property
    def digits(self):
        """What stands on its sealed sheet."""
        return read_enrolment(self.enrolment).check_number

    def happen(self, count=1):
        for _ in range(count):
            fields = {
                "seq": len(self.chain) + 1, "id": str(uuid.uuid4()), "kind": "matter_opened", "subject": "office",
                "occurred_on": "2026-10-08", "recorded_at": "2026-10-08T09:00:00+08:00", "actor": "李四",
                "payload_hash": "ab" * 32, "prev": self.chain[-1]["hash"] if self.chain else GENESIS,
            }  # fmt: skip
            self.chain.append(fields | {"hash": entry_hash(fields)})

    def header(self, **changes):
        start = self.acknowledged
        journal = Journal(
            start, self.chain[start - 1]["hash"] if start else GENESIS,
            len(self.chain), self.chain[-1]["hash"] if self.chain else GENESIS,
        )  # fmt: skip
        values = {
            "kind": "monthly", "sender": Party(self.code, self.name, self.keys.key_id),
            "receiver": Party(self.county.code, self.county.name, self.county.public.key_id),
            "epoch": self.epoch, "sequence": self.sequence, "previous": self.previous, "journal": journal,
            "created_at": "2026-11-01T09:00:00+08:00", "app_version": "0.1.0", "period": OCTOBER,
            "base": "acknowledged" if start else "all",
        }  # fmt: skip
        return Header(**(values | changes))

    def export(self, path, tables=None, **changes):
        """The next bundle, written to `path`."""
        self.sequence += 1
        self.happen(2)
        entries = self.chain[self.acknowledged :]
        header = self.header(**changes)
        data, signed = write_bundle(
            header, {"entries": entries, **(tables or {})}, self.keys, (self.county.public,)
        )
        self.previous = signed.hash
        path.write_bytes(data)
        return path

    def read(self, path):
        return read_bundle(path.read_bytes(), self.keys, lambda code, key_id: self.county.public)


def matter(seed="matter", revision=1, **changes):
    return {
        "id": same_id(seed), "revision": revision, "sealed": 0, "number": f"青山〔2026〕{seed}", "title": "补偿款",
        "state": "registered", "registered_on": "2026-10-08",
    } | changes  # fmt: skip


def reception(seed="reception", channel="letter", heads=1, about="matter", **changes):
    return {
        "id": same_id(seed), "revision": 1, "sealed": 0, "matter_id": same_id(about), "channel": channel,
        "occurred_on": "2026-10-08", "registered_on": "2026-10-08", "head_count": heads, "text": "反映补偿款",
    } | changes  # fmt: skip


def figures(**values):
    return [{"figure": name.replace("_", "."), "value": value} for name, value in values.items()]
