"""Where the data of each kind of office lie on this PC."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Places:
    """The folder of the township's register, of the practice office, of a county's store."""

    office: Path
    practice: Path
    county: Path
