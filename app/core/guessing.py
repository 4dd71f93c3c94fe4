"""How long one waits after wrong passwords: a slip costs nothing, trying through a list costs days."""

LONGEST_WAIT = 60
FREE = 2


def wait_after(wrong: int) -> int:
    """Seconds to wait after so many wrong passwords in a row: none, none, then 2, 4, 8 … up to a minute."""
    return 0 if wrong <= FREE else int(min(2 ** min(wrong - FREE, 10), LONGEST_WAIT))
