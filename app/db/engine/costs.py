"""What one guess of a password costs, within bounds that are checked on reading (reliability.md §4.4)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Cost:
    """What one guess of the password costs: memory in KiB and passes."""

    memory_kib: int
    passes: int

    def is_reasonable(self) -> bool:
        return 19 * 1024 <= self.memory_kib <= 512 * 1024 and 2 <= self.passes <= 20


STANDARD = Cost(memory_kib=64 * 1024, passes=3)
LEAST = Cost(memory_kib=19 * 1024, passes=2)  # OWASP's floor; for tests
