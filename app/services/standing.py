"""What the foot of every page says of the register: its newest copy, its newest bundle."""

from app.db import bundles, journal
from app.db.bundles import BundleRow
from app.services.register import Register


class Standing:
    """Asked after every change, so it reads two rows and no file."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def last_backup(self) -> str:
        """When the newest checked copy was made, as ISO time, or nothing."""
        return journal.last_recorded(self._register.store, "backup_made")

    def last_bundle(self) -> BundleRow | None:
        """The newest bundle that was written for the county."""
        return next(iter(bundles.sent(self._register.store)), None)
