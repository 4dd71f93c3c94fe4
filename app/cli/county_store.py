"""What the county's commands share: its store, and how files and totals are printed."""

from collections.abc import Sequence

import click

from app.cli.output import Context, wait_aloud
from app.county.desk import CountyDesk, Taken, open_county
from app.county.opening import Opening
from app.county.totals import Total
from app.services.backups import keep_older

STATES = {"accepted": "已收", "duplicate": "此前已收", "held": "暂存待补", "refused": "未收"}


class CountyContext:
    """The township's context with the county's store."""

    def __init__(self, context: Context, store: str) -> None:
        self._context, self.beside = context, context.folder / "county"
        self.store = store or str(self.beside)

    def password(self) -> str:
        return self._context.password()

    def open(self, *, confirmed: bool = False) -> CountyDesk:
        opening = Opening(lambda keeping: keep_older(keeping, tuple), wait_aloud, confirmed)
        return open_county(self.store, self.password(), beside=self.beside, opening=opening)


pass_county = click.make_pass_decorator(CountyContext)


def taken_lines(taken: Sequence[Taken]) -> list[str]:
    return [
        f"{row.file}　{'待核对印章' if row.waits else STATES.get(row.state, row.state)}　{row.sentence}"
        for row in taken
    ]


def taken_shape(row: Taken) -> dict[str, object]:
    return {
        "file": row.file, "state": row.state, "sentence": row.sentence, "code": row.code, "name": row.name,
        "period": row.period, "sequence": row.sequence, "verified": row.verified, "counts": dict(row.counts),
        "differences": [total_shape(total) for total in row.differences],
    }  # fmt: skip


def total_shape(total: Total) -> dict[str, object]:
    return {
        "figure": total.figure, "township": total.township_value, "county": total.county_value, "difference": total.difference
    }  # fmt: skip
