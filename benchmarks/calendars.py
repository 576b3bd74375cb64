"""`python -m benchmarks.calendars`: what a look-up of business time and of a target costs, and a year's table."""

import random
import time
import tomllib
from collections.abc import Callable, Iterator

from streams.policy import Policy
from streams.policy.load import parse_policy

LOOKUPS = 200_000
REPEATS = 5
DAY_US = 86_400_000_000
SINCE_US = 1_767_225_600_000_000  # 2026-01-01T00:00Z
POLICY = """
timezone = "Asia/Tehran"
[queue.billing.ticket]
first_response_s = { low = 28800, normal = 14400, high = 3600, urgent = 900 }
resolution_s = 172800
calendar = "office"
[queue.billing.ticket.tier.gold]
first_response_s = 600
[calendar.office]
country = "IR"
hours = { sat-wed = ["08:00-12:30", "13:30-17:00"], thu = ["08:00-12:00"] }
"""


def read() -> Policy:
    return parse_policy(tomllib.loads(POLICY), "benchmark")


def each_us(run: Callable[[], object]) -> float:
    """Microseconds a look-up, in the best of several runs."""
    best = float("inf")
    for _ in range(REPEATS):
        start = time.perf_counter()
        run()
        best = min(best, time.perf_counter() - start)
    return best / LOOKUPS * 1e6


def figures() -> Iterator[tuple[str, str]]:
    policy = read()
    start = time.perf_counter()
    policy.calendars["office"].elapsed_us(SINCE_US, SINCE_US + 1)
    yield "the first year's table, ms", f"{(time.perf_counter() - start) * 1e3:.1f}"
    start = time.perf_counter()
    policy.calendars["office"].elapsed_us(0, SINCE_US + 74 * 366 * DAY_US)
    yield "the tables of all years from 1970 to 2100, ms", f"{(time.perf_counter() - start) * 1e3:.0f}"

    office = read().calendars["office"]
    chance = random.Random(1)
    spans = [
        (from_us, from_us + chance.randrange(30 * DAY_US))
        for from_us in (SINCE_US + chance.randrange(600 * DAY_US) for _ in range(LOOKUPS))
    ]
    yield "elapsed_us, us", f"{each_us(lambda: [office.elapsed_us(from_us, to_us) for from_us, to_us in spans]):.2f}"
    budgets = [(from_us, (to_us - from_us) // 4 + 1) for from_us, to_us in spans]
    yield "due_us, us", f"{each_us(lambda: [office.due_us(from_us, budget) for from_us, budget in budgets]):.2f}"
    asked = [("billing", "high", "gold"), ("billing", None, None), ("sales", "low", None), ("billing", "urgent", "x")]
    asked *= LOOKUPS // len(asked)
    yield "targets, us", f"{each_us(lambda: [policy.targets('ticket', *each) for each in asked]):.2f}"


if __name__ == "__main__":
    for name, value in figures():
        print(f"{name:50}{value:>8}")
