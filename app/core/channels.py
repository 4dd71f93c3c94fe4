"""信访形式: the channels a petition comes by (条例 Art 17), and what registers call them."""

from typing import Literal

Channel = Literal["letter", "visit", "web", "call", "other"]

_WORDS: dict[Channel, str] = {
    "letter": "来信", "visit": "来访", "web": "网上", "call": "来电", "other": "其他",
}  # fmt: skip
CHANNELS: dict[str, str] = dict(_WORDS.items())
CHANNEL_OF_WORD: dict[str, Channel] = {word: channel for channel, word in _WORDS.items()}

_CALLED: dict[Channel, str] = {
    "letter": "来信 信件 信 写信 书信 群众来信 初信 重信 联名信",
    "visit": "来访 走访 访 个访 个人访 个体访 集体访 联名访 群众来访 初访 重访 上访",
    "web": "网上 网信 网 网络 网上信访 网络信访 网上投诉 手机信访 微信 邮件 电子邮件",
    "call": "来电 电 电话 电话信访 群众来电",
    "other": "其他 其它 传真 短信 12345 12345转办 12345热线",
}
USUAL_WORDS: dict[str, Channel] = {
    word: channel for channel, words in _CALLED.items() for word in words.split()
}
"""What a register's word for a channel means where the office has not said otherwise."""
