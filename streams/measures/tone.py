"""Rates of what was said: how it sounds, how balanced it is, what apologies do.

Sentiment is from -1 (as bad as can be) over 0 (neutral) to 1; all are None where there is nothing to divide by.
"""

from streams.measures.service_level import Counts, share

_MICROS = 1_000_000


def sentiment(counts: Counts) -> dict[str, float | int | None]:
    """What a record says of how customers and agents sound; nothing where neither said anything."""
    if not counts.get("said_by_customer", 0) and not counts.get("said_by_agent", 0):
        return {}
    return {
        "customer": sentiment_of_customer(counts),
        "customer_negative": negative_of_customer(counts),
        "customer_messages": counts.get("said_by_customer", 0),
        "agent": sentiment_of_agent(counts),
        "agent_negative": negative_of_agent(counts),
        "agent_messages": counts.get("said_by_agent", 0),
        "apology_effect": apology_effect(counts),
    }


def sentiment_of_customer(counts: Counts) -> float | None:
    """Mean sentiment of what customers said."""
    return _mean(counts, "customer")


def sentiment_of_agent(counts: Counts) -> float | None:
    """Mean sentiment of what agents said."""
    return _mean(counts, "agent")


def negative_of_customer(counts: Counts) -> float | None:
    """`negative_by_customer` / `said_by_customer`."""
    return share(counts.get("negative_by_customer", 0), counts.get("said_by_customer", 0))


def negative_of_agent(counts: Counts) -> float | None:
    """`negative_by_agent` / `said_by_agent`."""
    return share(counts.get("negative_by_agent", 0), counts.get("said_by_agent", 0))


def abuse_rate(counts: Counts) -> float | None:
    """`abuse` / `said_by_customer`."""
    return share(counts.get("abuse", 0), counts.get("said_by_customer", 0))


def canned_share(counts: Counts) -> float | None:
    """`canned` / `said_by_agent`."""
    return share(counts.get("canned", 0), counts.get("said_by_agent", 0))


def talk_balance(counts: Counts) -> float | None:
    """`words_by_agent` / (`words_by_agent` + `words_by_customer`): 0.5 where both say as much."""
    by_agent = counts.get("words_by_agent", 0)
    return share(by_agent, by_agent + counts.get("words_by_customer", 0))


def apology_rate(counts: Counts) -> float | None:
    """`apologised` / `upset`."""
    return share(counts.get("apologised", 0), counts.get("upset", 0))


def apology_effect(counts: Counts) -> float | None:
    """Mean over `apology_judged` of the customer's mean mood after the apology less that before: -2 to 2."""
    points = share(counts.get("apology_effect_points", 0), counts.get("apology_judged", 0) * _MICROS)
    return None if points is None else round(points * 4 - 2, 6)


def recovery_rate(counts: Counts) -> float | None:
    """`recovered` / `began_upset`."""
    return share(counts.get("recovered", 0), counts.get("began_upset", 0))


def _mean(counts: Counts, who: str) -> float | None:
    points = share(counts.get(f"sentiment_points_of_{who}", 0), counts.get(f"said_by_{who}", 0) * _MICROS)
    return None if points is None else round(points * 2 - 1, 6)


TONES = (
    sentiment_of_customer,
    sentiment_of_agent,
    negative_of_customer,
    negative_of_agent,
    abuse_rate,
    canned_share,
    talk_balance,
    apology_rate,
    apology_effect,
    recovery_rate,
)
