"""Commands of the rates: what is lost, what can be saved, the office's own scheme, and the table of units."""

from pathlib import Path
from typing import Any

import click

from app.cli import shapes
from app.cli.output import Context, as_json, emit, pass_context, write_file
from app.core.assessment import RULES, Scored
from app.errors import StorageError
from app.services.assessments import Assessment
from app.services.circulars import HEADS
from app.services.rates import RateStanding

Shape = dict[str, Any]


@click.command()
@click.argument("period")
@as_json
@pass_context
def rates(context: Context, period: str, json_: bool) -> None:
    """三率：每一项失分是哪件，哪些还能挽回、到哪天、挽回后是多少。"""
    with context.open() as desk:
        standing = desk.rates.standing(desk.month.period(period))
    emit(
        json_,
        {one.figure.id: _rate(one) for one in standing},
        [line for one in standing for line in _rate_lines(one)],
    )


@click.command()
@click.argument("period")
@as_json
@pass_context
def assess(context: Context, period: str, json_: bool) -> None:
    """按本机关的考核办法计分。"""
    with context.open() as desk:
        found = desk.assessments.assess(desk.month.period(period))
    emit(json_, _assessment(found), _assessment_lines(found))


@click.group("assessment")
def assessment() -> None:
    """考核办法：查看、导入、恢复样式。"""


@assessment.command("show")
@as_json
@pass_context
def show_scheme(context: Context, json_: bool) -> None:
    """现行考核办法的原文（TOML）。"""
    with context.open() as desk:
        text, own = desk.assessments.text(), desk.assessments.is_own()
    emit(json_, {"own": own, "source": text}, [text.rstrip()])


@assessment.command("set")
@click.argument("file", type=click.Path(path_type=Path))
@as_json
@pass_context
def set_scheme(context: Context, file: Path, json_: bool) -> None:
    """导入考核办法，从现在起使用。"""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise StorageError(
            f"读不出“{file}”，考核办法没有改动；请核对路径，文件应为UTF-8编码的TOML。"
        ) from error
    with context.open() as desk:
        scheme = desk.assessments.keep(text)
    emit(
        json_,
        {"name": scheme.name, "points": str(scheme.points)},
        [f"已采用“{scheme.name}”，满分{scheme.points}分。"],
    )


@assessment.command("reset")
@pass_context
def reset_scheme(context: Context) -> None:
    """恢复随程序提供的样式。"""
    with context.open() as desk:
        desk.assessments.reset()
    click.echo("已恢复随程序提供的考核样式。")


@click.command()
@click.argument("period")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=None, help="写成PDF。")
@as_json
@pass_context
def circular(context: Context, period: str, output: Path | None, json_: bool) -> None:
    """各责任单位办理情况（通报用表）。"""
    with context.open() as desk:
        span = desk.month.period(period)
        rows, pdf = desk.circulars.rows(span), desk.circulars.sheet(span) if output else b""
    if output:
        write_file(output, pdf)
    value = {
        "file": output,
        "heads": [head.replace("\n", "") for head in HEADS],
        "rows": [[cell.replace("\n", "") for cell in row] for row in rows],
    }
    emit(
        json_,
        value,
        ["　".join(HEADS).replace("\n", ""), *("　".join(row).replace("\n", "") for row in rows)],
    )


def _rate(one: RateStanding) -> Shape:
    return {
        **one.now.as_json(), "name": one.figure.name, "best": one.best.as_json(), "worst": one.worst.as_json(), "each": one.each,
        "lost": [shapes.found(row) for row in one.lost],
        "savable": [shapes.found(point.matter) | {"until": point.until} for point in one.savable],
    }  # fmt: skip


def _rate_lines(one: RateStanding) -> list[str]:
    said = [f"{one.figure.name}　{one.now.text}（{one.now.n}/{one.now.d}）"]
    if one.savable:
        said[0] += (
            f"　还能挽回{len(one.savable)}件，每件{one.each}；全部挽回为{one.best.text}，否则为{one.worst.text}"
        )
    said += [f"　失分　{shapes.found_line(row)}" for row in one.lost]
    return said + [f"　{point.until}前　{shapes.found_line(point.matter)}" for point in one.savable]


def _assessment(found: Assessment) -> Shape:
    return {
        "scheme": found.scheme.name, "period": found.period.id, "points": str(found.scheme.points), "judged": str(found.judged),
        "score": str(found.score), "best": str(found.best), "items": [_item(one) for one in found.items],
    }  # fmt: skip


def _item(one: Scored) -> Shape:
    return {
        "name": one.item.name, "rule": one.item.rule, "figure": one.item.figure, "points": str(one.item.points),
        "value": one.value.as_json() if one.value else None, "score": None if one.score is None else str(one.score),
        "lost": str(one.lost),
    }  # fmt: skip


def _assessment_lines(found: Assessment) -> list[str]:
    said = [
        f"{found.scheme.name}　{found.period.name}：{found.score}分（可计{found.judged}分，满分{found.scheme.points}分；还能挽回到{found.best}分）"
    ]
    for one in found.items:
        score = "待评" if one.score is None else f"{one.score}分，失{one.lost}分"
        said.append(f"{one.item.name}　{one.item.points}分　{RULES[one.item.rule]}　{score}")
    return said


ASSESSMENT_COMMANDS: tuple[click.Command, ...] = (rates, assess, assessment, circular)
