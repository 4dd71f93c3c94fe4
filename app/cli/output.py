"""What every command shares: the password, the open desk, and printing for people or programs."""

import json
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from app.errors import StorageError
from app.services.desk import Desk
from app.services.opening import open_desk

PASSWORD_VARIABLE = "PETITION_DESK_PASSWORD"
_Function = TypeVar("_Function", bound=Callable[..., Any])


@dataclass(frozen=True)
class Context:
    """Where the data lies and where the password comes from."""

    folder: Path
    password_file: Path | None

    def password(self) -> str:
        """The password, or wrong usage when none was given."""
        if self.password_file:
            return secret_line(self.password_file)
        if PASSWORD_VARIABLE in os.environ:
            return os.environ[PASSWORD_VARIABLE]
        raise click.UsageError(
            f"没有给出密码：请用 --password-file 文件，或设置环境变量 {PASSWORD_VARIABLE}。"
        )

    def open(self) -> Desk:
        return open_desk(self.folder, self.password(), wait=wait_aloud)


pass_context = click.make_pass_decorator(Context)


def as_json(function: _Function) -> _Function:
    """Add `--json` to a command that prints data."""
    return click.option("--json", "json_", is_flag=True, help="按JSON输出。")(function)


def emit(json_: bool, value: object, lines: Sequence[str]) -> None:
    """Print data once: as JSON for programs, as lines for people."""
    if json_:
        click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=_plain))
    else:
        for line in lines:
            click.echo(line)


def warn(sentence: str) -> None:
    """A sentence beside the data, where it does not get into it."""
    click.echo(sentence, err=True)


def wait_aloud(seconds: int) -> None:
    """The pause after wrong passwords holds on the command line, too, and over restarts."""
    warn(f"前几次密码不对，等{seconds}秒后再试。")
    time.sleep(seconds)


def refuse(sentence: str) -> None:
    """End with exit 1 after everything has been printed."""
    warn(sentence)
    sys.exit(1)


class IsoDate(click.ParamType[date]):
    """A day as 2026-11-21; everything else is wrong usage."""

    name = "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:  # noqa: ANN401
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"“{value}”不是日期，请写成2026-11-21。", param, ctx)


ISO_DATE = IsoDate()


def write_key(path: Path, identity: str) -> None:
    """A private key as a file that only its owner may read."""
    try:
        path.touch(mode=0o600, exist_ok=True)
        path.write_text(identity + "\n", encoding="ascii")
    except OSError as error:
        raise StorageError(f"“{path}”写不进去，密钥没有导出；请换一个可以写入的文件夹。") from error


def write_file(path: Path, content: bytes) -> None:
    """A paper where the clerk wants it; what cannot be written is said in one sentence."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise StorageError(f"“{path}”写不进去，文件没有保存；请换一个可以写入的文件夹。") from error


def secret_line(path: Path) -> str:
    """A password or a recovery code from the first line of a file."""
    try:
        return path.read_text(encoding="utf-8-sig").splitlines()[0]
    except (OSError, IndexError, UnicodeDecodeError) as error:
        raise StorageError(
            f"读不出密码文件“{path}”，没有打开任何数据；请核对路径，密码写在第一行。"
        ) from error


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(type(value).__name__)
