"""`petition-desk check-report`: what in a report written elsewhere cannot be right."""

import os
import sys
from dataclasses import asdict
from pathlib import Path

import click

from app.cli.output import PASSWORD_VARIABLE, Context, as_json, emit, pass_context, warn
from app.core.report_checks import Finding
from app.errors import AlreadyOpenError
from app.services.folders import has_register
from app.services.report_checking import ReportChecking


@click.command("check-report")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--period", default="", help="与这一统计期的数字核对，例如2026-10；不写的按标题中已结账的统计期。"
)
@as_json
@pass_context
def check_report(context: Context, file: Path, period: str, json_: bool) -> None:
    """核对一份报告（.docx、.txt、.md）的数字、比率、升降、空缺和日期；有问题时退出码为1。"""
    found = _checked(context, file, period)
    emit(
        json_,
        [asdict(finding) for finding in found],
        [_line(finding) for finding in found] or ["没有发现问题。"],
    )
    if found:
        sys.exit(1)


def _checked(context: Context, file: Path, period: str) -> tuple[Finding, ...]:
    """With the register's figures where it is asked for or at hand; a report's own sums need none."""
    if not period and not _is_at_hand(context):
        return ReportChecking().check(file)
    try:
        with context.open() as desk:
            group_size = desk.offices.office().group_visit_threshold
            return ReportChecking(desk.month, group_size=group_size).check(file, period or None)
    except AlreadyOpenError:
        if period:
            raise
        warn("登记库正在别处使用，这次没有与本机的数字核对。")
        return ReportChecking().check(file)


def _is_at_hand(context: Context) -> bool:
    has_password = bool(context.password_file) or PASSWORD_VARIABLE in os.environ
    return has_password and has_register(context.folder)


def _line(finding: Finding) -> str:
    right = f"　应为：{finding.expected}" if finding.expected else ""
    return f"{finding.place}　“{finding.quote}”　{finding.sentence}{right}"
