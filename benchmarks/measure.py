"""What a contestant measures of itself, and how it says so."""

import json
import resource
import sys
import time
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Measured:
    """Events done from the first one touched to the last one safe."""

    events: int
    wall_s: float
    cpu_s: float
    peak_mb: float

    @property
    def per_s(self) -> float:
        """Events a second of wall time."""
        return self.events / self.wall_s

    @property
    def cpu_s_per_million(self) -> float:
        """CPU seconds of this process for a million events."""
        return self.cpu_s / self.events * 1e6


class Stopwatch:
    """Starts at the first `start` and prints one JSON line at `stop`."""

    def __init__(self) -> None:
        self._began: tuple[float, float] | None = None

    def start(self) -> None:
        """Begin, unless begun."""
        if self._began is None:
            self._began = time.monotonic(), time.process_time()

    def stop(self, events: int) -> None:
        """Say what was measured."""
        if self._began is None:
            raise RuntimeError("the stopwatch was never started")
        wall_s, cpu_s = time.monotonic() - self._began[0], time.process_time() - self._began[1]
        peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps(asdict(Measured(events, wall_s, cpu_s, peak_mb))), flush=True)
        sys.stdout.flush()
