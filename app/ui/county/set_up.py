"""A county set up by the first window: in a folder, on a server, or joined where a colleague has set it up."""

from typing import TYPE_CHECKING

from app.county.desk import CountyDesk, create_county
from app.county.on_server import create_on_server, join_on_server
from app.services.progress import Progress

if TYPE_CHECKING:
    from app.ui.start.first_start import CountyStart


def set_up_county(first: "CountyStart", progress: Progress) -> CountyDesk:
    """What the assistant was told, done; raises an `AppError` and leaves nothing half made."""
    if first.server is None:
        return create_county(first.folder, first.name, first.code, first.password)
    if first.joins:
        return join_on_server(first.folder, first.server, first.password, progress=progress)
    return create_on_server(
        first.folder, first.server, first.name, first.code, first.password, progress=progress
    )
