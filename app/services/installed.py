"""How this program came onto this PC, and for which one it was built: what an update must fit."""

import platform
import sys

from app import __version__, paths
from app.core.versions import Version, read_version

SETUP, DEB, PORTABLE, SOURCE = "setup", "deb", "portable", "source"
KIND_WORDS = {SETUP: "安装程序", DEB: "deb安装包", PORTABLE: "便携版", SOURCE: "源代码"}
PLATFORM_WORDS = {
    "windows-x64": "64位Windows", "linux-amd64": "Linux（x86-64）", "linux-arm64": "Linux（ARM64）"
}  # fmt: skip
_MACHINES = {"x86_64": "amd64", "amd64": "amd64", "aarch64": "arm64", "arm64": "arm64"}
_PACKAGED_UNDER = ("/opt/petition-desk/", "/usr/")


def version_now() -> Version:
    return read_version(__version__)


def platform_now() -> str:
    """As packages name it; empty where none is made."""
    machine = _MACHINES.get(platform.machine().lower(), "")
    if sys.platform == "win32":
        return "windows-x64" if machine == "amd64" else ""
    return f"linux-{machine}" if machine and sys.platform.startswith("linux") else ""


def installed_as() -> str:
    """`setup`, `deb`, `portable` or `source`, by what lies beside the resources."""
    home = paths.RESOURCES.parent
    if (home / "pyproject.toml").exists():
        return SOURCE
    if (home / "portable.txt").exists():
        return PORTABLE
    if sys.platform == "win32":
        return SETUP
    return DEB if home.as_posix().startswith(_PACKAGED_UNDER) else PORTABLE
