"""One query counts all figures of a population; the same rows open to the records behind each."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Literal

from app.core.figures.axes import Axis
from app.core.figures.figure import HEADS, MAINS, MATTERS, ROWS, Figure, Record, Where
from app.core.piecewise import Parts, whole
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
    return whole(counted_in_parts(store, figures, span))


def counted_in_parts(store: Store, figures: Iterable[Figure], span: Span) -> Parts[dict[str, Raw]]:
    """The same, a pass at a time."""
    found: dict[str, Raw] = {}
    for population, group in _by_population(figures):
        passes = []
        for sql in _passes(population, group, span):
            passes.append(store.rows(sql, span.values())[0])
            yield
        found |= _read(group, [sum(numbers) for numbers in zip(*passes, strict=True)])
    return found


def counted_by(store: Store, figures: Iterable[Figure], dim: str, span: Span) -> dict[str, dict[str, Raw]]:
    """The figures for each word of a dimension: `{unit: {figure: number}}`."""
    found: dict[str, dict[str, Raw]] = {}
    for population, group in _by_population(figures):
        source = _once(population, group, span, (dim,))
        sql = f"SELECT {dim}, {_aggregates(group, _EACH)} FROM {source} GROUP BY {dim}"
        for key, *values in store.rows(sql, span.values()):
            found.setdefault(key, {}).update(_read(group, values))
    return found


def breakdowns_in_parts(
    store: Store, axes: Iterable[Axis], span: Span
) -> Parts[dict[str, list[tuple[str, int, int]]]]:
    """The lines of each axis, a population at a time: key, rows and heads, the most first."""
    found: dict[str, list[tuple[str, int, int]]] = {}
    for population, group in groupby(
        sorted(axes, key=lambda axis: axis.population), lambda axis: axis.population
    ):
        members, known = list(group), POPULATIONS[population]
        dims = {axis.dim for axis in members} | {dim for axis in members for dim, _ in axis.where}
        selects = (
            f"SELECT '{axis.id}', {axis.dim}, count(*), coalesce(sum(heads), 0) FROM rows WHERE {sql_of(axis.where)} GROUP BY {axis.dim}"
            for axis in members
        )
        rows_ = _said(known, dims, span, [axis.where for axis in members])
        sql = f"{_with(rows_)} {' UNION ALL '.join(selects)} ORDER BY 1, 3 DESC, 2"
        found |= {axis.id: [] for axis in members}
        for axis_id, key, rows, heads in store.rows(sql, span.values()):
            found[axis_id].append((key, rows, heads))
        yield
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
        f"SELECT d.id, d.title, d.number, d.issued_on FROM documents d WHERE d.id IN (SELECT main_id FROM "
        f"({_picked(POPULATIONS[figure.population], figure, span, 'all', None)}) WHERE {_part(figure, 'all')}) ORDER BY d.issued_on DESC, d.row DESC LIMIT :limit",
        span.values() | {"limit": limit},
    )


def frozen_records(
    store: Store, figures: Iterable[Figure], axes: Sequence[Axis], span: Span
) -> dict[str, list[Record]]:
    """The records of each population with all that figures and axes ask of them: what a closed period keeps."""
    found: dict[str, list[Record]] = {}
    for known, group in _by_population(figures):
        population = group[0].population
        more = {axis.dim for axis in axes if axis.population == population}
        dims = sorted(_dims(group) | more)
        names = "".join(f", {dim}" for dim in dims)
        rows = store.rows(
            f"SELECT matter_id, main_id, heads{names} FROM ({_rows(known, group, span, sorted(more))})",
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


def _by_population(figures: Iterable[Figure]) -> list[tuple[Population, list[Figure]]]:
    ordered = sorted(figures, key=lambda figure: figure.population)
    return [(POPULATIONS[name], list(group)) for name, group in groupby(ordered, lambda it: it.population)]


def _passes(known: Population, figures: Sequence[Figure], span: Span) -> list[str]:
    """What is asked to count the figures: of rows alike at once, or of every row, part by part."""
    if _are_told_by_few(known, figures):
        return [f"SELECT {_aggregates(figures, _ALIKE)} FROM {_alike(known, figures, span)}"]
    return [
        f"SELECT {_aggregates(figures, _EACH)} FROM {_once(part, figures, span)}" for part in known.parts()
    ]


def _are_told_by_few(known: Population, figures: Sequence[Figure]) -> bool:
    """Whether rows that are alike in the few columns may be counted together.

    Distinct matters may only where each figure asks for one word of the one column: no matter is then in two groups of it.
    """
    return known.is_told_by_few(_dims(figures)) and all(
        figure.measure in {ROWS, HEADS}
        or (
            figure.measure == MATTERS
            and len(known.few) == 1
            and [len(words) for _, words in figure.where] == [1]
        )
        for figure in figures
    )


def _alike(known: Population, figures: Sequence[Figure], span: Span) -> str:
    """Rows alike in the few columns as one, with how many they are, and of how many matters."""
    few = ", ".join(f"r.{column}" for column in known.few)
    distinct = any(figure.measure == MATTERS for figure in figures)
    matters = f"count(DISTINCT {known.matter_id})" if distinct else "0"
    source = _filled(known, known.source(span, joined=False), [figure.where for figure in figures])
    groups = f"SELECT {few}, count(*) AS times, {matters} AS matters FROM {source} GROUP BY {few}"
    said = "".join(f", {known.dims[dim]} AS {dim}" for dim in sorted(_dims(figures)))
    return f"(SELECT {known.heads} * times AS heads, times, matters{said} FROM ({groups}) r LIMIT -1)"


def _rows(
    known: Population, figures: Sequence[Figure], span: Span, more: Sequence[str] = (), *, names: str = NAMES
) -> str:
    return _said(known, _dims(figures) | set(more), span, [figure.where for figure in figures], names)


def _once(known: Population, figures: Sequence[Figure], span: Span, more: Sequence[str] = ()) -> str:
    """The rows for one pass: the limit keeps each dimension from being computed again for every figure that asks it.

    Where rows are merely counted nobody asks whose they are, and an index alone answers.
    """
    named = any(figure.measure in {MAINS, MATTERS} for figure in figures)
    return f"({_rows(known, figures, span, more, names=NAMES if named else '')} LIMIT -1)"


def _dims(figures: Iterable[Figure]) -> set[str]:
    return {dim for figure in figures for dim in figure.dims()}


def _picked(
    known: Population,
    figure: Figure,
    span: Span,
    part: Part,
    only: tuple[str, str] | None,
    names: str = NAMES,
) -> str:
    where = figure.numerator if part != "all" else figure.where
    dims = dims_of(where) | ({only[0]} if only else set())
    return _said(known, dims, span, [figure.where], names)


def _newest(figure: Figure, span: Span, part: Part, only: tuple[str, str] | None) -> str:
    """The places of the newest matters behind a figure, as a table `newest`.

    Rows that are matters themselves bring day and place along, and no part of them gives more than are wanted: most
    are passed over at a glance, because the latest come first. The matters of others are looked up.
    """
    known = POPULATIONS[figure.population]
    where = f"{_part(figure, part)}{f' AND {only[0]} = :only' if only else ''}"
    if not known.is_matter:
        rows = f"SELECT matter_id FROM ({_picked(known, figure, span, part, only)}) WHERE {where}"
        picked = (
            f"SELECT m.row FROM matters m WHERE m.id IN ({rows}) ORDER BY m.registered_on DESC, m.row DESC"
        )
    else:
        latest = "ORDER BY day DESC, place DESC"
        each = (
            f"{_picked(one, figure, span, part, only, PLACES)}{f' ORDER BY {one.along[0]} DESC LIMIT -1' if one.along[0] else ''}"
            for one in known.parts()
        )
        parts = (
            f"SELECT * FROM (SELECT day, place FROM ({rows}) WHERE {where} {latest} LIMIT :limit)"
            for rows in each
        )
        picked = f"SELECT place FROM ({' UNION ALL '.join(parts)}) {latest}"
    return f"WITH newest AS MATERIALIZED ({picked} LIMIT :limit)"


def _with(rows: str) -> str:
    """The rows as a table of their own, for questions that go over them several times."""
    return f"WITH rows AS MATERIALIZED ({rows})"


def _said(
    known: Population, dims: Iterable[str], span: Span, wheres: Sequence[Where], names: str = NAMES
) -> str:
    """The rows and what they say of themselves; `names` are the columns that say whose they are."""
    said = {dim: known.dims[dim] for dim in sorted(dims)}
    joined = any("m." in expression for expression in said.values())
    source = _filled(known, known.source(span, joined=joined), wheres)
    columns = "".join(f", {expression} AS {dim}" for dim, expression in said.items())
    named = names.format(matter=known.matter_id, main=known.main or known.matter_id)
    return f"SELECT {named}{known.heads} AS heads{columns} FROM {source}"


def _filled(known: Population, source: str, wheres: Sequence[Where]) -> str:
    """The source with the kinds of step or paper that are looked for, so that each is an index range of its own."""
    if not known.picked:
        return source
    words = {word for where in wheres for dim, words in where if dim == known.picked for word in words}
    return source.format(words=_quoted(sorted(words)))


_EACH = {
    ROWS: "count(*){where}",
    HEADS: "coalesce(sum(heads){where}, 0)",
    MAINS: "count(DISTINCT main_id){where}",
    MATTERS: "count(DISTINCT matter_id){where}",
}
"""How each measure adds up rows, and below rows of which each stands for several."""
_ALIKE = {
    ROWS: "coalesce(sum(times){where}, 0)",
    HEADS: "coalesce(sum(heads){where}, 0)",
    MATTERS: "coalesce(sum(matters){where}, 0)",
}


def _aggregates(figures: Sequence[Figure], how: Mapping[str, str]) -> str:
    wheres = (
        (figure.measure, where)
        for figure in figures
        for where in ((figure.numerator, figure.where) if figure.is_rate else (figure.where,))
    )
    return ", ".join(
        how[measure].format(where=f" FILTER (WHERE {sql_of(where)})") for measure, where in wheres
    )


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
