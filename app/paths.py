"""Where things lie: resources beside the program, data in the clerk's own profile, or on the stick with the program."""

import os
from pathlib import Path

import platformdirs

RESOURCES = Path(__file__).resolve().parent.parent / "resources"  # beside this package, also where installed
MARKS_VARIABLE = "PETITION_DESK_MARKS"
PORTABLE = "portable.txt"  # beside the resources; its line names the folder of the data, seen from there


def resource(*parts: str) -> Path:
    """Path of something we ship, from source and frozen alike."""
    return RESOURCES.joinpath(*parts)


def default_data_folder() -> Path:
    """The register's folder when none is named: local to this PC and this user, never roaming.

    A portable folder keeps it beside the program and leaves nothing on the PC.
    """
    return _portable_folder() or Path(
        platformdirs.user_data_dir("petition-desk", appauthor=False, roaming=False)
    )


def marks_folder() -> Path:
    """Where it is noted how far each register had come, apart from the registers: see `app.db.engine.marks`.

    Windows has one folder for data and state: there, as on a stick, it lies beside the data, so that a
    data folder put back as a whole does not bring its own marks. A self-test and its children keep their own
    marks beside their own registers.
    """
    if MARKS_VARIABLE in os.environ:
        return Path(os.environ[MARKS_VARIABLE])
    data = default_data_folder()
    state = Path(platformdirs.user_state_dir("petition-desk", appauthor=False, roaming=False))
    if _portable_folder() or state == data:
        return data.with_name(f"{data.name}-marks")
    return state / "marks"


def _portable_folder() -> Path | None:
    mark = RESOURCES.parent / PORTABLE
    try:
        named = mark.read_text("utf-8").strip()
    except OSError:
        return None
    return (mark.parent / named).resolve() if named else None
