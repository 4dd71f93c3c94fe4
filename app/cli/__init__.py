"""`petition-desk`: the same services without a window.

Exit 0 good, 1 refused with one sentence on stderr, 2 wrong usage. The shapes printed with
`--json` are written down in docs/cli.md; names and keys there are contracts.
"""

import sys
from pathlib import Path

import click

from app import __version__
from app.cli import county_down, county_safety
from app.cli.assessment import ASSESSMENT_COMMANDS
from app.cli.attachments import ATTACHMENT_COMMANDS
from app.cli.calendar import calendar
from app.cli.county import county
from app.cli.desk import DESK_COMMANDS
from app.cli.dossier import DOSSIER_COMMANDS
from app.cli.exchange import EXCHANGE_COMMANDS
from app.cli.law import LAW_COMMANDS
from app.cli.licences import licences
from app.cli.month import MONTH_COMMANDS
from app.cli.office_papers import office, office_paper
from app.cli.output import Context, pass_context
from app.cli.papers import PAPER_COMMANDS
from app.cli.practice import practice
from app.cli.reports import check_report
from app.cli.rules import rules
from app.cli.safekeeping import SAFEKEEPING_COMMANDS
from app.cli.safety import SAFETY_COMMANDS
from app.cli.settings import settings
from app.cli.summaries import SUMMARY_COMMANDS
from app.cli.updates import update
from app.cli.wording import wording
from app.errors import AppError
from app.paths import default_data_folder

__all__ = ["county_down", "county_safety", "main", "pass_context"]


class AnywhereGroup(click.Group):
    """A group whose own options may also stand behind the command, where people expect them."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, _hoisted(args))


def _hoisted(args: list[str]) -> list[str]:
    front: list[str] = []
    rest: list[str] = []
    waiting = iter(args)
    for arg in waiting:
        if arg == "--":
            rest += [arg, *waiting]
        elif arg in _OWN:
            front += [arg, *[value for value in [next(waiting, None)] if value is not None]]
        elif arg.partition("=")[0] in _OWN:
            front.append(arg)
        else:
            rest.append(arg)
    return front + rest


_OWN = ("--data", "--password-file")


@click.group(cls=AnywhereGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--data", type=click.Path(path_type=Path), default=None, help="数据文件夹，默认在本用户的程序数据目录。"
)
@click.option(
    "--password-file", type=click.Path(path_type=Path), default=None, help="写有密码的文件（第一行）。"
)
@click.version_option(__version__, prog_name="petition-desk")
@click.pass_context
def petition_desk(context: click.Context, data: Path | None, password_file: Path | None) -> None:
    """乡镇信访工作台命令行。密码来自 --password-file 或环境变量 PETITION_DESK_PASSWORD。"""
    context.obj = Context(data or default_data_folder(), password_file)


for _command in (
    *DESK_COMMANDS,
    *EXCHANGE_COMMANDS,
    *LAW_COMMANDS,
    *MONTH_COMMANDS,
    *SUMMARY_COMMANDS,
    check_report,
    *ASSESSMENT_COMMANDS,
    *PAPER_COMMANDS,
    office,
    office_paper,
    *ATTACHMENT_COMMANDS,
    *DOSSIER_COMMANDS,
    *SAFETY_COMMANDS,
    *SAFEKEEPING_COMMANDS,
    calendar,
    settings,
    wording,
    rules,
    licences,
    practice,
    county,
    update,
):
    petition_desk.add_command(_command)


def main() -> None:
    """Run a command; what the clerk can mend is a sentence and exit 1, never a traceback."""
    try:
        petition_desk.main(prog_name="petition-desk", standalone_mode=False)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        sys.exit(1)
    except AppError as refusal:
        click.echo(str(refusal), err=True)
        sys.exit(1)
