"""Texts that the agents of a task sent lately, in its ledger: one record each, since a message changes one of them."""

from streams.engine.stage import Context
from streams.text.canned import Canned, Sketch, Template, seen


class CannedTexts:
    """Knows a text again that was sent in several contacts; see `streams.text.canned`."""

    __slots__ = ("_state", "_table")

    def __init__(self, context: Context) -> None:
        self._table = context.table("canned", Template)
        self._state = Canned()

    def seen(self, sketch: Sketch, contact: str, at_us: int) -> bool:
        """Whether the text is a canned one by now; this time is noted."""
        if not sketch:
            return False
        found = seen(self._state, sketch, contact, at_us)
        for number in self._state.take_changes():
            template = self._state.template(number)
            if template is None:
                self._table.delete(str(number))
            else:
                self._table.put(str(number), template)
        return found

    def recovered(self) -> None:
        """The table is full again."""
        self._state = Canned.of({int(number): template for number, template in self._table.items()})
