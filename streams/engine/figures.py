"""What the engine can say of its own work, read by whoever exports it."""

from collections import Counter
from dataclasses import dataclass, field

COMMIT_BOUNDS_S = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)


@dataclass(slots=True)
class TaskFigures:
    """Counts and latest values of one task since this process owns it."""

    stage: str
    partition: int
    events: int = 0
    outputs: int = 0
    commits: int = 0
    commit_s_sum: float = 0.0
    commit_s_counts: list[int] = field(default_factory=lambda: [0] * (len(COMMIT_BOUNDS_S) + 1))
    """Commits by duration: one count for each bound of `COMMIT_BOUNDS_S` and one for what is longer."""
    recovery_s: float = 0.0
    recovered_records: int = 0
    lost_records: int = 0
    """At most so many records of the inputs were removed before they were read, as the recovery found."""
    dead_letters: Counter[str] = field(default_factory=Counter)
    noted: Counter[str] = field(default_factory=Counter)
    """What the logic counts besides, by its own names."""
    lag_events: int = 0
    lag_s: float = 0.0
    """Age of the last record folded, by the broker's clock; 0 without lag."""
    skew_s: float = 0.0
    """Broker's record time less event time of the latest event."""
    now_us: int | None = None
    last_commit_us: int = 0

    @property
    def task(self) -> str:
        """What the log calls it; the end of its producer's name."""
        return f"{self.stage}-{self.partition}"

    def committed(self, duration_s: float, at_us: int) -> None:
        """A transaction took `duration_s` and was through at wall time `at_us`."""
        self.commits += 1
        self.commit_s_sum += duration_s
        self.last_commit_us = at_us
        for i, bound in enumerate(COMMIT_BOUNDS_S):
            if duration_s <= bound:
                self.commit_s_counts[i] += 1
                return
        self.commit_s_counts[-1] += 1
