"""Two invented offices and a small bundle between them, made once for the whole room."""

import uuid
from dataclasses import dataclass, replace
from datetime import date

import pytest

from app.core.entries import GENESIS, entry_hash
from app.exchange.bundles import write_bundle
from app.exchange.header import Header, Journal, Party, Payload, Period
from app.exchange.identities import OfficeKeys, generate


@dataclass(frozen=True)
class Office:
    code: str
    name: str
    keys: OfficeKeys

    @property
    def party(self):
        return Party(self.code, self.name, self.keys.key_id)


def record(seed, revision=1, **values):
    return {"id": str(uuid.uuid5(uuid.NAMESPACE_OID, seed)), "revision": revision, "sealed": 0, **values}


def sample_tables():
    matter = record(
        "matter",
        number="青山〔2026〕1号",
        title="征地补偿款未到位",
        state="registered",
        registered_on="2026-10-08",
    )
    secret = record(
        "secret", number="青山〔2026〕2号", title="反映某干部问题", purpose="report", state="registered",
        registered_on="2026-10-09",
    ) | {"sealed": 1}  # fmt: skip
    visit = record(
        "visit", matter_id=matter["id"], ordinal=1, channel="visit", occurred_on="2026-10-08",
        registered_on="2026-10-08", head_count=3, text="村民张三等三人反映：\n补偿款未到位，“请核实”, 谢谢。㛃䶮𠮷",
    )  # fmt: skip
    letter = record(
        "letter", matter_id=secret["id"], ordinal=1, channel="letter", occurred_on="2026-10-07",
        registered_on="2026-10-09", head_count=1, text="不得外传的内容", request="请查处",
    ) | {"sealed": 1}  # fmt: skip
    person = record("person", name="张三", phone="13000000000", address="青山镇一组")
    return {
        "receptions": [visit, letter],
        "matters": [matter, secret],
        "people": [person],
        "figures": [{"figure": "receptions", "name": "登记总量", "unit": "件次", "value": 2}],
        "entries": chain(2),
    }


def chain(length, prev=GENESIS, start=1):
    entries = []
    for seq in range(start, start + length):
        fields = {
            "seq": seq, "id": str(uuid.uuid5(uuid.NAMESPACE_OID, f"entry{seq}")), "kind": "matter_opened",
            "subject": "office", "occurred_on": "2026-10-08", "recorded_at": "2026-10-08T09:00:00+08:00",
            "actor": "李四", "payload_hash": "ab" * 32, "prev": prev,
        }  # fmt: skip
        prev = entry_hash(fields)
        entries.append(fields | {"hash": prev})
    return entries


class Exchange:
    """A township, a county and a stranger; the county knows the township."""

    def __init__(self):
        self.township = Office("999999101000", "青山镇信访工作办公室", generate())
        self.county = Office("999999000000", "青川县信访局", generate())
        self.stranger = Office("999999102000", "白水镇信访工作办公室", generate())
        self.tables = sample_tables()
        self.header = Header(
            kind="monthly", sender=self.township.party, receiver=self.county.party, epoch="0a1b2c3d",
            sequence=1, created_at="2026-11-01T09:00:00+08:00", app_version="0.1.0", base="all",
            journal=Journal(to_seq=2, to_head=self.tables["entries"][-1]["hash"]),
            period=Period("2026-10", date(2026, 10, 1), date(2026, 10, 31), "2026年10月"),
        )  # fmt: skip

    @property
    def header_with_zip(self):
        return replace(
            self.header, payload=Payload("0" * 64, 3), counts={"matters": 2}, withheld=("matters.title",)
        )

    def enrolled(self, code, key_id):
        known = self.township
        return known.keys.public if (code, key_id) == (known.code, known.keys.key_id) else None

    def write(self, tables=None, keys=None, recipients=None, **changes):
        return write_bundle(
            replace(self.header, **changes),
            self.tables if tables is None else tables,
            keys or self.township.keys,
            recipients or (self.county.keys.public,),
        )


@pytest.fixture(scope="session")
def exchange():
    return Exchange()


@pytest.fixture(scope="session")
def bundle(exchange):
    return exchange.write()[0]
