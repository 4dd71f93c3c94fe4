"""The tabular data package (Frictionless): one CSV per table and a description of every column."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from app.exchange.bag import BagWriter
from app.exchange.refusals import damaged
from app.exchange.schemas import TABLES, Row, Table
from app.exchange.sheets import sheet_pieces
from app.exchange.strict_json import read_json

PACKAGE = "data/datapackage.json"
LARGEST_PACKAGE = 1 << 20


class PackageWriter:
    """Writes tables into a bag; `close` adds their description."""

    def __init__(self, bag: BagWriter) -> None:
        self._bag = bag
        self._resources: list[dict[str, Any]] = []

    def add(self, name: str, rows: Iterable[Row]) -> None:
        """One table from its rows, which are asked for one after the other."""
        table = TABLES[name]
        digest, size = self._bag.add(_path(name), sheet_pieces(table, rows))
        self._resources.append(_resource(table, digest, size))

    def close(self, name: str) -> None:
        package = {"profile": "tabular-data-package", "name": name, "resources": self._resources}
        self._bag.add(PACKAGE, [json.dumps(package, ensure_ascii=False, indent=1).encode("utf-8") + b"\n"])


def check_described(package: bytes, tables: Iterable[str]) -> None:
    """Whether the description names exactly the tables that were found."""
    if _described(package) != {name: f"{name}.csv" for name in tables}:
        raise damaged()


def _path(table: str) -> str:
    return f"data/{table}.csv"


def _resource(table: Table, digest: str, size: int) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [field.schema() for field in table.fields], "missingValues": [""]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True},
        "bytes": size,
        "hash": f"sha256:{digest}",
        "schema": schema,
    }


def _described(package: bytes) -> Mapping[str, str]:
    resources = read_json(package, limit=LARGEST_PACKAGE).get("resources")
    if not isinstance(resources, list) or not all(isinstance(item, dict) for item in resources):
        raise damaged()
    described = {str(item.get("name")): str(item.get("path")) for item in resources}
    if len(described) != len(resources):
        raise damaged()
    return described
