"""How a contact's customer has spoken so far: what is kept of it besides the facts."""

import msgspec

from streams.text.persona.manner import Manner
from streams.text.repeated import Gist, Said, repeated


class Voice(msgspec.Struct, array_like=True, gc=False):
    """It goes by the order in which messages come; figures do not depend on it, but for what was said twice."""

    language: str | None = None
    """Of the customer's latest message that is long enough to tell."""
    manner: Manner | None = None
    gists: tuple[Gist, ...] = ()
    """Of what the customer said lately, oldest first."""

    def repeats(self, what: Gist) -> bool:
        """Whether the customer has said this before; it is noted for the next time."""
        lately = Said(self.gists)
        found = repeated(lately, what)
        self.gists = lately.gists
        return found
