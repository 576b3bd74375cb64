"""Python's cycle collector, told that a stream processor's state is no garbage."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

YOUNG = 50_000
"""Objects made before the youngest are looked at; Python's own 700 is a batch of a hundred events."""
MIDDLE = 20
OLD = 100


def spare_the_collector() -> None:
    """Leave what is there now out of every later collection, and collect seldom.

    State lives long and has no cycles; walking it at Python's defaults cost more than half of all CPU.
    """
    gc.set_threshold(YOUNG, MIDDLE, OLD)
    gc.collect()
    gc.freeze()


@contextmanager
def undisturbed() -> Iterator[None]:
    """No collection while a state is built up: there is nothing to be found, and much to walk."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
