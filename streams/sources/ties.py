"""Order within one second, which is as finely as a queue_log tells the time.

A call may leave one queue and come to the next within a second. Events of one time are taken in their natural order,
queued before ended, and here that would end the wrong visit: so what follows the second entry is a microsecond later.
"""

ENDS = frozenset(
    {"ABANDON", "COMPLETEAGENT", "COMPLETECALLER", "BLINDTRANSFER", "ATTENDEDTRANSFER", "TRANSFER"}
    | {"EXITWITHTIMEOUT", "EXITEMPTY", "EXITWITHKEY", "WITHDRAW", "SYSCOMPAT"}
)


class Ties:
    """Remembers the calls of the second that is being read, and no more."""

    def __init__(self) -> None:
        self._second_us = -1
        self._ended: set[str] = set()
        self._later_us: dict[str, int] = {}

    def at_us(self, uniqueid: str, event: str, at_us: int) -> int:
        """The line's time, perhaps a microsecond later."""
        if at_us != self._second_us:
            self._second_us = at_us
            self._ended.clear()
            self._later_us.clear()
        if event == "ENTERQUEUE" and uniqueid in self._ended:
            self._ended.discard(uniqueid)
            self._later_us[uniqueid] = self._later_us.get(uniqueid, 0) + 1
        elif event in ENDS:
            self._ended.add(uniqueid)
        return at_us + self._later_us.get(uniqueid, 0)
