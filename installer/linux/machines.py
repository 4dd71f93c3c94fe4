"""The processors a Linux package is made for: the newest Qt that old systems still load, and what pip calls them."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
PYTHON = (3, 11)  # freeze-core's, whose interpreter asks for glibc 2.17 only


class Machine(NamedTuple):
    """`glibc` is the oldest the package runs on: Debian 10 and UOS 20 on x86-64, Debian 11 and Kylin V10 SP1 on both."""

    name: str
    debian: str
    qt: str
    glibc: tuple[int, int]

    @property
    def lock(self) -> Path:
        return HERE / ("wheels.lock" if self.name == "x86_64" else f"wheels-{self.name}.lock")

    @property
    def target(self) -> list[str]:
        """pip's words for this machine, whatever machine pip runs on."""
        version = ".".join(map(str, PYTHON))
        return [
            *(word for tag in self._tags() for word in ("--platform", tag)),
            "--implementation", "cp", "--python-version", version,
            "--abi", "cp311", "--abi", "abi3", "--abi", "none",
        ]  # fmt: skip

    def _tags(self) -> Iterator[str]:
        for minor in range(self.glibc[1], 4, -1):
            yield f"manylinux_{self.glibc[0]}_{minor}_{self.name}"
        yield from (f"manylinux2014_{self.name}", f"manylinux2010_{self.name}", f"manylinux1_{self.name}")


# Later wheels of PySide6 ask for glibc 2.34 and 2.39; see README.md.
MACHINES = {
    "x86_64": Machine("x86_64", "amd64", "6.9.3", (2, 28)),
    "aarch64": Machine("aarch64", "arm64", "6.8.0.2", (2, 31)),
}
