"""Chinese numerals for headings: 一、 （二） 十一、."""

_DIGITS = "零一二三四五六七八九"


def chinese_number(number: int) -> str:
    """1 to 99 as a heading counts: 一, 十, 十一, 二十, 二十三; beyond that in figures."""
    if not 1 <= number <= 99:
        return str(number)
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十") + (
        _DIGITS[ones] if ones else ""
    )
