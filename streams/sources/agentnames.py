"""Asterisk's names of agents: an interface such as `Local/2001@from-internal/n` is the agent `2001`."""

TECHNOLOGIES = frozenset({"Agent", "IAX2", "Local", "PJSIP", "SCCP", "SIP", "Skinny"})
"""Those whose second part names a person's phone. DAHDI/1 is a port: it keeps its whole name."""


def agent_name(interface: str) -> str:
    """The same for one phone however a queue reaches it; names that are no interface stay as they are."""
    technology, slash, rest = interface.partition("/")
    if not slash or technology not in TECHNOLOGIES:
        return interface
    name = rest.partition("@")[0]
    if "@" not in rest:
        for option in ("/n", "/nj", "/j"):
            name = name.removesuffix(option)
    phone, dash, channel = name.rpartition("-")
    if dash and phone and len(channel) == len("0000002a") and all(digit in "0123456789abcdef" for digit in channel):
        name = phone  # a channel of the phone, not the phone
    return name or interface
