"""Where things lie: resources beside the program, data in the clerk's own profile."""

from pathlib import Path

import platformdirs

RESOURCES = (
    Path(__file__).resolve().parent.parent / "resources"
)  # beside this package, also where it is installed


def resource(*parts: str) -> Path:
    """Path of something we ship, from source and frozen alike."""
    return RESOURCES.joinpath(*parts)


def default_data_folder() -> Path:
    """The register's folder when none is named: local to this PC and this user, never roaming."""
    return Path(platformdirs.user_data_dir("petition-desk", appauthor=False, roaming=False))


def marks_folder() -> Path:
    """Where it is noted how far each register had come, apart from the registers: see `app.db.engine.marks`."""
    return Path(platformdirs.user_state_dir("petition-desk", appauthor=False, roaming=False)) / "marks"
