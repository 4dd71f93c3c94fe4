"""What has changed, one signal per noun and nothing in it: the register is the truth, read it again."""

from PySide6.QtCore import QObject, Signal, SignalInstance


class Changes(QObject):
    """Emitted after a service has written; every page that shows the noun reads it again.

    Signals:
        matters_changed: Receptions, matters, people or their steps.
        office_changed: The office's names or settings.
        rosters_changed: Units, villages or leaders.
        months_changed: A period was closed or its figures changed.
        exchange_changed: A bundle was written, received or answered.
        safety_changed: A backup or a verification was made.
    """

    matters_changed = Signal()
    office_changed = Signal()
    rosters_changed = Signal()
    months_changed = Signal()
    exchange_changed = Signal()
    safety_changed = Signal()

    def every(self) -> tuple[SignalInstance, ...]:
        """All of them, for the frame, which shows a little of everything."""
        return (
            self.matters_changed,
            self.office_changed,
            self.rosters_changed,
            self.months_changed,
            self.exchange_changed,
            self.safety_changed,
        )
