"""Handing over to the installer: what is started or said when everything else has been done."""

import os
import shlex
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from app.errors import NotAllowed, StorageError
from app.services.installed import DEB, SETUP

_ON_WINDOWS = (
    "安装文件已经核对并放在本机。请关闭本程序，安装程序会接着打开，按提示装好后重新打开即可；数据不会被改动。"
)
_BACK_ON_WINDOWS = (
    "旧版本的安装文件已经核对并放在本机。请关闭本程序，先在Windows的“设置—应用”里卸载现在的版本（登记数据会保留），"
    "再运行下面的安装文件。"
)
_ON_DEBIAN = "安装文件已经核对并放在本机。请关闭本程序，由有管理员权限的人执行下面的命令，装好后重新打开即可；数据不会被改动。"
_BY_HAND = (
    "安装文件已经核对并放在本机。请关闭本程序，把下面的压缩包解压，覆盖原来的程序文件夹（里面如有“数据”文件夹，不要删），"
    "再重新打开即可。"
)


@dataclass(frozen=True)
class HandOver:
    """`command` installs, in the words of this system; empty where it is done by hand.

    `at_once` says that it may be started as soon as this program is closed.
    """

    installer: Path
    command: tuple[str, ...]
    sentence: str
    at_once: bool = True

    @property
    def shown(self) -> str:
        """What is typed or opened, as one line."""
        return shlex.join(self.command) if self.command else str(self.installer)

    def starter(self) -> tuple[str, ...]:
        """What can be started from a window, or nothing: on Linux it asks for the administrator's password."""
        if not self.at_once:
            return ()
        if self.command[:1] != ("sudo",):
            return self.command
        return ("pkexec", *self.command[1:2], "--yes", *self.command[2:]) if shutil.which("pkexec") else ()

    def start(self) -> None:
        """Start it and let it run on when this program ends."""
        command = self.starter()
        if not command:
            raise NotAllowed("安装要由人来做，没有打开安装程序", way_out=f"请按说明手工运行：{self.shown}")
        try:
            subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                start_new_session=os.name != "nt", close_fds=True,
            )  # fmt: skip
        except OSError as error:
            raise StorageError(f"安装程序没有打开，程序和数据没有变化；请手工运行：{self.shown}") from error


def hand_over(installer: Path, kind: str, *, back: bool = False) -> HandOver:
    """The installer that was verified, for a program that was installed in this way."""
    if kind == SETUP:  # the setup refuses to put an older version over a newer one
        sentence = _BACK_ON_WINDOWS if back else _ON_WINDOWS
        return HandOver(installer, (str(installer),), sentence, at_once=not back)
    if kind == DEB:
        older = ("--allow-downgrades",) if back else ()
        return HandOver(installer, ("sudo", "apt-get", "install", *older, str(installer)), _ON_DEBIAN)
    return HandOver(installer, (), _BY_HAND)
