"""Texts that agents send again and again: found by small sketches of their words, whatever names and numbers differ."""

from collections import Counter
from functools import cached_property
from itertools import chain, repeat
from operator import rshift, xor
from typing import Final

import msgspec
import xxhash

from streams.text.folding import Folded, fold

Sketch = tuple[int, ...]
"""The smallest hashes of a text's pairs of neighbouring words. Empty for a text that is too short to be canned."""

CONTACTS: Final = 3
"""In so many different contacts a text has to be sent to be canned."""
LEAST_WORDS: Final = 7
LEAST_LENGTH: Final = 48
"""Shorter texts are just how people talk: `one moment please`."""
SKETCHED: Final = 10
ALIKE: Final = 0.5
"""Shared part of the smallest hashes of both texts together from which on they are one text."""
KEPT_US: Final = 30 * 86_400_000_000
ONCE: Final = 768
OFTEN: Final = 256
"""So many texts of one contact, and of more, are remembered in one state."""

_MOST_WORDS: Final = 120
_TURNED: Final = 7
"""Bits, so that `a b` and `b a` differ."""
_LOOKED_AT: Final = 8
"""Of the remembered texts with one pair of words, the youngest."""
CACHED: Final = 50_000


class Hashes(dict[str, int]):
    """Hashes of words in 31 bits, remembered, since most words come again. The same on every machine."""

    def __missing__(self, word: str) -> int:
        if len(self) >= CACHED:
            self.clear()
        self[word] = found = xxhash.xxh32_intdigest(word.encode("utf-8", "surrogatepass")) >> 1
        return found


_HASHES: Final = Hashes()


def sketch(text: str) -> Sketch:
    """Words of letters alone count, so numbers, dates, links and `Sara,` may differ. Another word changes two pairs."""
    return sketch_of(fold(text))


def sketch_of(text: Folded) -> Sketch:
    """The same of a folded message."""
    if len(text) < LEAST_LENGTH:
        return ()
    words = text.split(None, _MOST_WORDS)
    if len(words) < LEAST_WORDS:
        return ()
    hashes = [*map(_HASHES.__getitem__, filter(str.isalpha, words[:_MOST_WORDS]))]
    pairs = set(map(xor, hashes, map(rshift, hashes[1:], repeat(_TURNED))))
    return tuple(sorted(pairs)[:SKETCHED])


def alike(one: Sketch, other: Sketch) -> bool:
    """Whether the two texts share at least `ALIKE` of their pairs of words, as far as the sketches tell."""
    if one == other:
        return bool(one)
    both = set(one) & set(other)
    smallest = sorted({*one, *other})[:SKETCHED]
    return sum(pair in both for pair in smallest) >= ALIKE * len(smallest) > 0


class Template(msgspec.Struct, array_like=True):
    """One text, as it was seen first. `contacts`: hashes of the contacts it was sent in, `CONTACTS` at most."""

    sketch: Sketch
    contacts: tuple[int, ...]
    last_us: int


class Canned(msgspec.Struct, array_like=True, dict=True):
    """What was sent lately, least lately first.

    `once` is a trial: a text that stays with one contact makes room there for the next, and cannot push out what is
    sent `often`.
    """

    once: dict[int, Template] = {}
    often: dict[int, Template] = {}
    next_id: int = 0

    @cached_property
    def changed(self) -> set[int]:
        """Ids of texts that came, changed or went since it was last asked. Not stored."""
        return set()

    @cached_property
    def index(self) -> dict[int, list[int]]:
        """Ids of texts by the pairs in their sketches, oldest first. Not stored: it follows from the rest."""
        found: dict[int, list[int]] = {}
        for number, template in sorted([*self.once.items(), *self.often.items()]):
            for pair in template.sketch:
                found.setdefault(pair, []).append(number)
        return found

    @classmethod
    def of(cls, templates: dict[int, Template]) -> "Canned":
        """Made anew of all its texts, by their ids."""
        lately = sorted(templates.items(), key=lambda item: (item[1].last_us, item[0]))
        return cls(
            {number: template for number, template in lately if len(template.contacts) == 1},
            {number: template for number, template in lately if len(template.contacts) != 1},
            max(templates, default=-1) + 1,
        )

    def template(self, number: int) -> Template | None:
        """The text of this id, if it is remembered."""
        return self.once.get(number) or self.often.get(number)

    def take_changes(self) -> set[int]:
        """Ids of texts that came, changed or went since this was last called."""
        taken = self.changed.copy()
        self.changed.clear()
        return taken


def seen(state: Canned, of: Sketch, contact: str, at_us: int) -> bool:
    """Note that a text was sent in a contact; true if that makes at least `CONTACTS` different ones.

    A text that was not sent for `KEPT_US` begins anew.
    """
    if not of:
        return False
    who = xxhash.xxh32_intdigest(contact.encode("utf-8", "surrogatepass"))
    number = _find(state, of)
    if number is None:
        _remember(state, Template(of, (who,), at_us))
        return CONTACTS <= 1
    template = state.once.pop(number, None) or state.often.pop(number)
    if at_us - template.last_us > KEPT_US:
        template.contacts = ()
    if who not in template.contacts and len(template.contacts) < CONTACTS:
        template.contacts += (who,)
    template.last_us = max(template.last_us, at_us)
    _put(state, number, template)
    return len(template.contacts) >= CONTACTS


def _find(state: Canned, of: Sketch) -> int | None:
    """The remembered text that shares most; of equals the youngest."""
    index = state.index
    for number in reversed(index.get(of[0], ())[-_LOOKED_AT:]):  # mostly it is the same to the letter
        if (template := state.template(number)) is not None and template.sketch == of:
            return number
    votes = Counter(chain.from_iterable([index[pair][-_LOOKED_AT:] for pair in of if pair in index]))
    if not votes:
        return None
    number = max(votes, key=lambda number: (votes[number], number))
    best = state.once.get(number) or state.often[number]
    return number if alike(of, best.sketch) else None


def _remember(state: Canned, template: Template) -> None:
    number = state.next_id
    state.next_id += 1
    for pair in template.sketch:
        state.index.setdefault(pair, []).append(number)
    _put(state, number, template)


def _put(state: Canned, number: int, template: Template) -> None:
    """Last in its order; the first of a full one goes."""
    kept, room = (state.once, ONCE) if len(template.contacts) == 1 else (state.often, OFTEN)
    kept[number] = template
    state.changed.add(number)
    if len(kept) > room:
        oldest = next(iter(kept))
        state.changed.add(oldest)
        for pair in kept.pop(oldest).sketch:
            numbers = state.index[pair]
            numbers.remove(oldest)
            if not numbers:
                del state.index[pair]
