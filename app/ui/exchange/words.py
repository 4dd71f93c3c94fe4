"""The exchange in the clerk's words."""

from collections.abc import Mapping

# Three states only (bundle.md): what is on the stick, what the county has, what it has dealt with.
STATES = {"written": "已写入U盘", "received": "县局已收", "processed": "已处理"}
RESULTS = {"rejected": "未收", "held": "暂存", "conflict": "内容冲突", "stale": "已有新版"}
TABLES = {
    "matters": "信访事项", "receptions": "登记", "people": "信访人", "reception_people": "登记与信访人",
    "steps": "办理环节", "attachments": "附件", "assignment_answers": "交办转送的办理", "units": "单位", "villages": "村（社区）", "figures": "统计指标", "entries": "记录链",
}  # fmt: skip
_COUNTED = (("receptions", "登记", "件次"), ("matters", "事项", "件"), ("steps", "办理环节", "条"))


def counts_sentence(counts: Mapping[str, int]) -> str:
    """内含登记45件次、事项38件、办理环节120条; what has none is left out."""
    return "内含" + "、".join(
        f"{word}{counts[name]}{unit}" for name, word, unit in _COUNTED if counts.get(name)
    )


def grouped(digits: str) -> str:
    """Thirty digits in six groups of five, as they stand on the sealed sheet."""
    plain = "".join(char for char in digits if char.isdigit())
    return " ".join(plain[start : start + 5] for start in range(0, len(plain), 5))
