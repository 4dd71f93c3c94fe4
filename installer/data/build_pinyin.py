"""Write resources/pinyin/table.txt: how every character is read, without tones.

Source: the single-character dictionary of `pypinyin` (MIT licence), which is made from
the Unihan database and covers the rare characters of GB 18030 level 3.

One line for each syllable: the syllable, `1` (the character's usual reading) or `2`, `3`…
(further readings), then the characters in code point order.
"""

import unicodedata
from collections import defaultdict
from pathlib import Path

from pypinyin.pinyin_dict import pinyin_dict

TARGET = Path(__file__).resolve().parents[2] / "resources" / "pinyin" / "table.txt"


def build() -> str:
    characters: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
    for codepoint in sorted(pinyin_dict):
        for rank, syllable in enumerate(_readings(pinyin_dict[codepoint]), start=1):
            characters[rank, syllable].append(chr(codepoint))
    lines = [f"{syllable} {rank} {''.join(found)}" for (rank, syllable), found in sorted(characters.items())]
    return "\n".join(lines) + "\n"


def _readings(toned: str) -> list[str]:
    """`céng,zēng` → ceng, zeng; tones dropped, each syllable once, the usual one first."""
    return list(dict.fromkeys(plain for word in toned.split(",") if (plain := _plain(word))))


def _plain(word: str) -> str:
    bare = unicodedata.normalize("NFD", word.replace("ɡ", "g"))
    return "".join("v" if sign == "ü" else sign for sign in _without_tones(bare))


def _without_tones(bare: str) -> str:
    kept = bare.replace("u\u0308", "ü")
    return "".join(sign for sign in kept if not unicodedata.combining(sign) and sign.isalpha())


if __name__ == "__main__":
    TARGET.write_text(build(), encoding="utf-8", newline="\n")
    print(f"{TARGET}: {TARGET.stat().st_size} bytes")
