"""One query counts all figures of a population; the same rows open to the records behind each."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Literal

from app.core.figures.axes import Axis
from app.core.figures.figure import HEADS, MAINS, MATTERS, Figure, Record, Where
from app.db.engine.connection import Store
from app.db.figures.populations import POPULATIONS, Population, Span
from app.db.matters import LIST, MatterRow, matter_row

Raw = tuple[int, int]
"""A count and 0, or a rate's numerator and denominator."""
Part = Literal["all", "good", "lost"]
"""Which of a rate's records: the denominator, the numerator, or what lies between them."""
NAMES = "{matter} AS matter_id, {main} AS main_id, "
PLACES = "m.registered_on AS day, m.row AS place, "


def counted(store: Store, figures: Iterable[Figure], span: Span) -> dict[str, Raw]:
    """Every figure's number, one pass over each population."""
    found: dict[str, Raw] = {}
    for population, group in _by_population(figures):
        values = store.rows(
            f"SELECT {_aggregates(group)} FROM {_once(population, group, span)}", span.values()
        )[0]
        found |= _read(group, values)
    return found


def counted_by(store: Store, figures: Iterable[Figure], dim: str, span: Span) -> dict[str, dict[str, Raw]]:
    """The figures for each word of a dimension: `{unit: {figure: number}}`."""
    found: dict[str, dict[str, Raw]] = {}
    for population, group in _by_population(figures):
        source = _once(population, group, span, (dim,))
        sql = f"SELECT {dim}, {_aggregates(group)} FROM {source} GROUP BY {dim}"
        for key, *values in store.rows(sql, span.values()):
            found.setdefault(key, {}).update(_read(group, values))
    return found


def breakdowns(store: Store, axes: Iterable[Axis], span: Span) -> dict[str, list[tuple[str, int, int]]]:
    """The lines of each axis: key, rows and heads, the most first."""
    found: dict[str, list[tuple[str, int, int]]] = {}
    for population, group in groupby(
        sorted(axes, key=lambda axis: axis.population), lambda axis: axis.population
    ):
        members = list(group)
        dims = {axis.dim for axis in members} | {dim for axis in members for dim, _ in axis.where}
        selects = (
            f"SELECT '{axis.id}', {axis.dim}, count(*), coalesce(sum(heads), 0) FROM rows WHERE {sql_of(axis.where)} GROUP BY {axis.dim}"
            for axis in members
        )
        words = _literals(population, [axis.where for axis in members])
        sql = f"{_with(population, dims, span, words)} {' UNION ALL '.join(selects)} ORDER BY 1, 3 DESC, 2"
        found |= {axis.id: [] for axis in members}
        for axis_id, key, rows, heads in store.rows(sql, span.values()):
            found[axis_id].append((key, rows, heads))
    return found


def behind(
    store: Store,
    figure: Figure,
    span: Span,
    limit: int,
    *,
    part: Part = "all",
    only: tuple[str, str] | None = None,
) -> list[MatterRow]:
    """The matters behind a figure, the newest first; `only` narrows them to one word of a dimension."""
    # Sorted is no more than a day and a place; the lines are read only of those that are shown.
    newest = "ORDER BY m.registered_on DESC, m.row DESC"
    found = store.rows(
        f"{_newest(figure, span, part, only)} {LIST} WHERE m.row IN newest {newest}",
        span.values() | {"limit": limit, "only": only[1] if only else ""},
    )
    return [matter_row(row) for row in found]


def papers_behind(store: Store, figure: Figure, span: Span, limit: int) -> list[tuple[str, str, str, str]]:
    """The papers a ledger's figure counts: id, title, number and day, the newest first."""
    return store.rows(
        f"{_picked(figure, span, 'all', None)} SELECT d.id, d.title, d.number, d.issued_on FROM documents d "
        f"WHERE d.id IN (SELECT main_id FROM rows WHERE {_part(figure, 'all')}) ORDER BY d.issued_on DESC, d.row DESC LIMIT :limit",
        span.values() | {"limit": limit},
    )


def frozen_records(
    store: Store, figures: Iterable[Figure], axes: Sequence[Axis], span: Span
) -> dict[str, list[Record]]:
    """The records of each population with all that figures and axes ask of them: what a closed period keeps."""
    found: dict[str, list[Record]] = {}
    for population, group in _by_population(figures):
        more = {axis.dim for axis in axes if axis.population == population}
        dims = sorted({dim for figure in group for dim in figure.dims()} | more)
        names = "".join(f", {dim}" for dim in dims)
        rows = store.rows(
            f"SELECT matter_id, main_id, heads{names} FROM ({_rows(population, group, span, sorted(more))})",
            span.values(),
        )
        found[population] = [
            Record(row[0] or "", row[1], row[2], dict(zip(dims, row[3:], strict=True))) for row in rows
        ]
    return found


def split_off(store: Store, span: Span) -> int:
    """How many 件 of the period share another's letter, so that 件 may exceed 件次 by as many."""
    source = POPULATIONS["concerned"].source(span, joined=False)
    return int(
        store.value(f"SELECT count(DISTINCT r.matter_id) FROM {source} AND r.shared = 1", span.values())
    )


def _by_population(figures: Iterable[Figure]) -> list[tuple[str, list[Figure]]]:
    ordered = sorted(figures, key=lambda figure: figure.population)
    return [(name, list(group)) for name, group in groupby(ordered, lambda figure: figure.population)]


def _rows(
    population: str, figures: Sequence[Figure], span: Span, more: Sequence[str] = (), *, named: bool = True
) -> str:
    dims = {dim for figure in figures for dim in figure.dims()} | set(more)
    words = _literals(population, [figure.where for figure in figures])
    return _said(population, dims, span, words, NAMES if named else "")


def _once(population: str, figures: Sequence[Figure], span: Span, more: Sequence[str] = ()) -> str:
    """The rows for one pass: the limit keeps each dimension from being computed again for every figure that asks it.

    Where rows are merely counted nobody asks whose they are, and an index alone answers.
    """
    named = any(figure.measure in {MAINS, MATTERS} for figure in figures)
    return f"({_rows(population, figures, span, more, named=named)} LIMIT -1)"


def _picked(figure: Figure, span: Span, part: Part, only: tuple[str, str] | None, names: str = NAMES) -> str:
    where = figure.numerator if part != "all" else figure.where
    dims = {dim for dim, _ in where} | ({only[0]} if only else set())
    return _with(figure.population, dims, span, _literals(figure.population, [figure.where]), names)


def _newest(figure: Figure, span: Span, part: Part, only: tuple[str, str] | None) -> str:
    """The places of the newest matters behind a figure, as a table `newest`.

    Rows that are matters themselves bring day and place along; the matters of others are looked up.
    """
    where = f"{_part(figure, part)}{f' AND {only[0]} = :only' if only else ''}"
    if POPULATIONS[figure.population].is_matter:
        rows = _picked(figure, span, part, only, PLACES)
        picked = f"SELECT place FROM rows WHERE {where} ORDER BY day DESC, place DESC"
    else:
        rows = _picked(figure, span, part, only)
        picked = (
            f"SELECT m.row FROM matters m WHERE m.id IN (SELECT matter_id FROM rows WHERE {where}) "
            "ORDER BY m.registered_on DESC, m.row DESC"
        )
    return f"{rows}, newest AS MATERIALIZED ({picked} LIMIT :limit)"


def _with(
    population: str, dims: Iterable[str], span: Span, words: Mapping[str, str], names: str = NAMES
) -> str:
    """The rows as a table of their own, for questions that go over them several times."""
    return f"WITH rows AS MATERIALIZED ({_said(population, dims, span, words, names)})"


def _said(population: str, dims: Iterable[str], span: Span, words: Mapping[str, str], names: str) -> str:
    """The rows and what they say of themselves; `names` are the columns that say whose they are."""
    known: Population = POPULATIONS[population]
    said = {dim: known.dims[dim] for dim in sorted(dims)}
    joined = any("m." in expression for expression in said.values())
    source = known.source(span, joined=joined)
    columns = "".join(f", {expression} AS {dim}" for dim, expression in said.items())
    named = names.format(matter=known.matter_id, main=known.main or known.matter_id)
    return f"SELECT {named}{known.heads} AS heads{columns} FROM {source.format(**words) if words else source}"


def _literals(population: str, wheres: Sequence[Where]) -> dict[str, str]:
    """The kinds of step or paper that are looked for, so that each is an index range of its own."""
    asked = {"steps": ("entry", "entries"), "papers": ("form", "forms")}.get(population)
    if asked is None:
        return {}
    words = sorted({word for where in wheres for dim, words in where if dim == asked[0] for word in words})
    return {asked[1]: _quoted(words)}


def _aggregates(figures: Sequence[Figure]) -> str:
    parts = []
    for figure in figures:
        parts.append(_aggregate(figure.measure, figure.numerator if figure.is_rate else figure.where))
        if figure.is_rate:
            parts.append(_aggregate(figure.measure, figure.where))
    return ", ".join(parts)


def _aggregate(measure: str, where: Where) -> str:
    added = {
        HEADS: "coalesce(sum(heads)",
        MAINS: "count(DISTINCT main_id)",
        MATTERS: "count(DISTINCT matter_id)",
    }
    call, condition = added.get(measure, "count(*)"), f" FILTER (WHERE {sql_of(where)})"
    return f"{call}{condition}, 0)" if measure == HEADS else f"{call}{condition}"


def dims_of(where: Where) -> set[str]:
    """The dimensions conditions ask for."""
    return {dim for dim, _ in where}


def sql_of(where: Where) -> str:
    """Conditions as SQL; the words are the program's own, never the clerk's."""
    return " AND ".join(f"{dim} IN ({_quoted(words)})" for dim, words in where) or "1"


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)


def _part(figure: Figure, part: Part) -> str:
    if part == "lost":
        return f"{sql_of(figure.where)} AND NOT ({sql_of(figure.good)})"
    return sql_of(figure.numerator if part == "good" else figure.where)


def _read(figures: Sequence[Figure], values: Sequence[int]) -> dict[str, Raw]:
    found, numbers = {}, iter(values)
    for figure in figures:
        first = int(next(numbers))
        found[figure.id] = (first, int(next(numbers))) if figure.is_rate else (first, 0)
    return found
