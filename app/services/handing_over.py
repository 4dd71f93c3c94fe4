"""Handing over to the installer: what is started or said when everything else has been done."""

import os
import shlex
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from app.errors import StorageError
from app.services.installed import DEB, SETUP

_ON_WINDOWS = (
    "安装文件已经核对并放在本机。请关闭本程序，安装程序会接着打开，按提示装好后重新打开即可；数据不会被改动。"
)
_ON_DEBIAN = "安装文件已经核对并放在本机。请关闭本程序，由有管理员权限的人执行下面的命令，装好后重新打开即可；数据不会被改动。"
_BY_HAND = (
    "安装文件已经核对并放在本机。请关闭本程序，把下面的压缩包解压，覆盖原来的程序文件夹（其中的“数据”文件夹不要删），"
    "再重新打开即可。"
)


@dataclass(frozen=True)
class HandOver:
    """`command` installs, in the words of this system; empty where it is done by hand."""

    installer: Path
    command: tuple[str, ...]
    sentence: str

    @property
    def shown(self) -> str:
        """What is typed or opened, as one line."""
        return shlex.join(self.command) if self.command else str(self.installer)

    def starter(self) -> tuple[str, ...]:
        """What can be started from a window, or nothing: on Linux it asks for the administrator's password."""
        if self.command[:1] != ("sudo",):
            return self.command
        return ("pkexec", *self.command[1:2], "--yes", *self.command[2:]) if shutil.which("pkexec") else ()

    def start(self) -> None:
        """Start it and let it run on when this program ends."""
        try:
            subprocess.Popen(
                self.starter(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                start_new_session=os.name != "nt", close_fds=True,
            )  # fmt: skip
        except OSError as error:
            raise StorageError(f"安装程序没有打开，程序和数据没有变化；请手工运行：{self.shown}") from error


def hand_over(installer: Path, kind: str, *, back: bool = False) -> HandOver:
    """The installer that was verified, for a program that was installed in this way."""
    if kind == SETUP:
        return HandOver(installer, (str(installer),), _ON_WINDOWS)
    if kind == DEB:
        older = ("--allow-downgrades",) if back else ()
        return HandOver(installer, ("sudo", "apt-get", "install", *older, str(installer)), _ON_DEBIAN)
    return HandOver(installer, (), _BY_HAND)
