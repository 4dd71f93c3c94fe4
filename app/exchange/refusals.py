"""What the office is told when a file from outside cannot be taken in.

One sentence each: what happened, that nothing was changed, what to do. The reader says
which of them applies and never how it noticed; the details would only help a forger.
"""

from typing import Final

from app.errors import BundleError

DAMAGED: Final = "文件不完整或已损坏，什么也没有改动；请对方重新导出，再拷贝一次。"
TOO_LARGE: Final = "文件过大，已拒绝接收，什么也没有改动；请与对方核对后重新导出。"
TOO_MUCH: Final = "读取这个文件超出了时间或内存的限制，已经停止，什么也没有改动；请与对方核对后重新导出。"
NOT_FOR_US: Final = "这个文件不是发给本单位的，没有接收，什么也没有改动；请核对U盘里的文件。"
FORGED: Final = "签名不符，疑似伪造或被改动，没有接收，什么也没有改动；请与发来单位电话核对。"
NEWER: Final = "这个文件由更新版本的程序生成，没有接收，什么也没有改动；请先升级本机程序。"
NOT_ENROLMENT: Final = "这不是登记表文件（.xfe），或者已经损坏，没有登记；请对方重新导出登记表。"


def damaged() -> BundleError:
    """The file is not whole, or not what it claims to be."""
    return BundleError(DAMAGED)


def not_enrolled(code: str) -> BundleError:
    """The office named in the file has not handed in its enrolment sheet, or not with this key."""
    return BundleError(
        f"发来文件的单位（代码{code}）未登记，或已更换密钥，没有接收；请先用盖章的登记表登记该单位的密钥。"
    )
