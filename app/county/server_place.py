"""Where a county's data lie on a server: the address in the county's folder, its secrets under the office's password.

The address in clear is what the clerk sees; it stands beside the database account's password in the
wrapped text as well. So nobody who changes the file sends that password to another server, one typed
password opens everything, and a wrong one is noticed before any server hears of it.
"""

import json
import string
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.core.canonical import canonical
from app.county.folders import SERVER, refuse_second
from app.db.engine.costs import STANDARD, Cost
from app.db.engine.files import durable_replace, file_errors, make_folder
from app.db.engine.wrapping import unwrap_secret, wrap_secret
from app.errors import ForeignFileError, NewerDatabaseError, ValidationError, WrongPassword

FORMAT = "xfb-server-1"
SCHEMES = ("postgresql", "postgres")
_LARGEST = 64 * 1024
_PLAIN = string.ascii_letters + string.digits + "-._~"
_SECRETS = ("password", "sslpassword")
_HALF = str.maketrans("：／＠．？＝＆，％－＿", ":/@.?=&,%-_")  # what a Chinese keyboard writes
_CHANGED = (
    f"服务器地址文件（{SERVER}）已损坏或被改动，没有连接服务器，也没有改动；数据都在服务器上。"
    "请信息技术人员删掉这个文件，再打开程序，选“打开服务器上已有的”。"
)
_NEWER = f"服务器地址文件（{SERVER}）由更新版本的程序写成，没有打开，也没有改动；请先升级本机程序。"
OTHER_PASSWORD = (
    "服务器上的县局数据用的是另一个密码，不是这台电脑原来打开的那份，没有打开，也没有改动。"
    f"请向管理员核实，再删掉服务器地址文件（{SERVER}），重新选“打开服务器上已有的”。"
)


@dataclass(frozen=True)
class ServerPlace:
    """A server's address without anything secret, and what is secret about it."""

    address: str
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)

    def whole(self) -> str:
        """What one connects with."""
        from app.county.postgres.connection import put_together

        return put_together(self.address, self.secrets)


def server_place(typed: str, password: str = "") -> ServerPlace:
    """What the clerk typed; a password in the address is taken out of it, one given by itself counts more.

    Raises `ValidationError` for the field `address`.
    """
    from app.county.postgres.connection import taken_apart

    text = typed.strip().translate(_HALF)
    if not text:
        raise _wrong("请填写服务器地址，例如 postgresql://zhang@10.0.0.8/petition；不知道的请问数据库管理员")
    if text.partition("://")[0] not in SCHEMES:
        raise _wrong("服务器地址要以 postgresql:// 开头")
    parts = taken_apart(text)
    secrets = {name: parts.pop(name) for name in _SECRETS if parts.get(name)}
    if problem := _problem(parts):
        raise _wrong(problem)
    return ServerPlace(_address(parts), secrets | ({"password": password} if password else {}))


def keep_server(folder: Path, place: ServerPlace, password: str, *, cost: Cost = STANDARD) -> None:
    """Remember in `folder` where the county's data lie; raises if something lies there already."""
    refuse_second(folder)
    inner = canonical({"address": place.address, "secrets": dict(place.secrets)})
    content = {"format": FORMAT, "address": place.address, "under": wrap_secret(inner, password, cost=cost)}
    make_folder(folder)
    durable_replace(folder / SERVER, json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8"))
    with file_errors(folder / SERVER):
        (folder / SERVER).chmod(0o600)


def kept_server(folder: Path, password: str) -> ServerPlace:
    """Where the data lie; raises `WrongPassword`, or a sentence for a file that is not what was written."""
    content = _read(folder)
    try:
        inner = json.loads(unwrap_secret(content["under"], password))
        place = ServerPlace(
            inner["address"], {name: str(inner["secrets"][name]) for name in inner["secrets"]}
        )
    except WrongPassword:
        raise
    except (ForeignFileError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise ForeignFileError(_CHANGED) from error
    if place.address != content["address"]:
        raise ForeignFileError(_CHANGED)
    return place


def _read(folder: Path) -> dict[str, Any]:
    with file_errors(folder / SERVER), (folder / SERVER).open("rb") as file:
        body = file.read(_LARGEST)
    try:
        content = json.loads(body)
        form = str(content["format"])
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise ForeignFileError(_CHANGED) from error
    if form == FORMAT and all(isinstance(content.get(name), str) for name in ("address", "under")):
        return dict(content)
    if form != FORMAT and form.startswith(FORMAT.rstrip("1")):
        raise NewerDatabaseError(_NEWER)
    raise ForeignFileError(_CHANGED)


def _problem(parts: Mapping[str, str]) -> str:
    """The first thing that is wrong with an address, or nothing."""
    host, port = parts.get("host") or parts.get("hostaddr", ""), parts.get("port", "")
    if not parts:
        return "看不懂这个地址，请照 postgresql://账号@主机/数据库 填写；特殊符号请管理员换成%加两位代码"
    if "@" in host:
        return "地址里多了一个@；数据库密码请填在下面一格"
    missing = [
        word
        for word, value in (("账号", parts.get("user")), ("主机", host), ("数据库", parts.get("dbname")))
        if not value
    ]
    if missing:
        return f"地址里缺少{'、'.join(missing)}，请照 postgresql://账号@主机/数据库 填写"
    return "" if all(one.isdigit() for one in port.split(",") if one) else "端口应为数字，例如 主机:5432"


def _address(parts: Mapping[str, str]) -> str:
    """As one writes it; a folder of sockets or several hosts stand behind the question mark."""
    rest = dict(parts)
    user, name, host = rest.pop("user"), rest.pop("dbname"), rest.get("host", "")
    where = ""
    if host and not set(host) & set("/,:"):
        port = rest.pop("port", "")
        where = _quoted(rest.pop("host")) + (f":{port}" if port else "")
    query = "&".join(f"{name}={_quoted(value, '/,:')}" for name, value in rest.items())
    return f"postgresql://{_quoted(user)}@{where}/{_quoted(name)}" + (f"?{query}" if query else "")


def _quoted(text: str, also: str = "") -> str:
    """With %XX for every byte that has a meaning in an address, or is none of its letters."""
    return "".join(
        chr(byte) if chr(byte) in _PLAIN + also else f"%{byte:02X}" for byte in text.encode("utf-8")
    )


def _wrong(sentence: str) -> ValidationError:
    return ValidationError({"address": sentence})
