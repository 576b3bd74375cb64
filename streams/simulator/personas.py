"""Kinds of customers, as far as it is not words: how they come, how much they write, what calms them."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Persona:
    """Shares, and factors on what a queue's plan says."""

    upset: float
    """Those who are upset when they come."""
    softens: float
    """Those of the upset whom a genuine apology calms."""
    exchanges: float = 1.0
    """Factor on how many answers they need."""
    pace: float = 1.0
    """Factor on how long they take to write."""
    doubles: float = 0.1
    """Messages that are followed by another one at once."""


PERSONAS: Final = {
    "abusive": Persona(upset=1.0, softens=0.05, exchanges=1.2, pace=0.5, doubles=0.4),
    "angry": Persona(upset=1.0, softens=0.6, pace=0.6, doubles=0.3),
    "calm": Persona(upset=0.05, softens=0.9),
    "confused": Persona(upset=0.1, softens=0.9, exchanges=1.5, pace=1.4),
    "controlling": Persona(upset=0.4, softens=0.4, pace=0.8, doubles=0.2),
    "know_it_all": Persona(upset=0.3, softens=0.4, exchanges=1.2),
    "negative": Persona(upset=0.7, softens=0.5),
    "one_liner": Persona(upset=0.1, softens=0.8, exchanges=0.8, pace=0.5, doubles=0.25),
    "positive": Persona(upset=0.0, softens=1.0),
    "talkative": Persona(upset=0.05, softens=0.9, exchanges=1.6, pace=1.6),
}
