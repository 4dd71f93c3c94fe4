"""What lies in a county's data folder, told without opening it."""

from pathlib import Path

from app.db.engine.files import file_errors

DATABASE, RECEIVED = "county.db", "received"


def has_county(folder: Path) -> bool:
    """Whether a county's store lies in `folder`."""
    with file_errors(folder):
        return (folder / DATABASE).exists()
