"""A county whose data lie on a server, set up from a PC's window: made there, or joined."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

from app.county.desk import CountyDesk, Now, create_county, open_county
from app.county.folders import refuse_second
from app.county.server_place import ServerPlace, keep_server
from app.county.store import Place, made_but
from app.db.engine.costs import STANDARD, Cost
from app.errors import StorageError

Progress = Callable[[int, int], object]
_STEPS = 3


def unheard(_done: int, _total: int) -> None:
    """Nobody waits for it."""


def create_on_server(  # noqa: PLR0913  (what makes one county and no other)
    folder: Path,
    place: ServerPlace,
    name: str,
    code: str,
    password: str,
    *,
    cost: Cost = STANDARD,
    now: Now | None = None,
    progress: Progress = unheard,
) -> CountyDesk:
    """A new county in an empty database; `folder` remembers where. Stopped in time, nothing is left anywhere."""
    _reach(folder, place, progress)
    desk = create_county(Place(folder, place.whole()), name, code, password, cost=cost, now=now)
    return _kept(desk, place, password, cost)


def join_on_server(
    folder: Path,
    place: ServerPlace,
    password: str,
    *,
    cost: Cost = STANDARD,
    now: Now | None = None,
    progress: Progress = unheard,
) -> CountyDesk:
    """The county that a colleague made on the server; `folder` remembers where."""
    _reach(folder, place, progress)
    desk = open_county(Place(folder, place.whole()), password, now=now)
    with closed_if_stopped(desk):
        progress(2, _STEPS)
    return _kept(desk, place, password, cost)


@contextlib.contextmanager
def closed_if_stopped(desk: CountyDesk) -> Iterator[None]:
    """Nobody wants what was just opened."""
    try:
        yield
    except BaseException:
        desk.close()
        raise


def _reach(folder: Path, place: ServerPlace, progress: Progress) -> None:
    """Whether there is room for a county here and the server lets us in at all; the clerk may stop before and after."""
    from app.county.postgres.connection import Server

    refuse_second(folder)
    progress(0, _STEPS)
    Server(place.whole()).close()
    progress(1, _STEPS)


def _kept(desk: CountyDesk, place: ServerPlace, password: str, cost: Cost) -> CountyDesk:
    try:
        with closed_if_stopped(desk):
            keep_server(desk.folder, place, password, cost=cost)
    except StorageError as error:
        raise made_but(error) from error
    return desk
