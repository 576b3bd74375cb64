"""A worker without Kafka: rollups tasks in rigs, figures of the engine made up."""

from collections import Counter
from types import SimpleNamespace
from typing import Any

from prometheus_client.parser import text_string_to_metric_families

from streams.export.exporter import Exporter
from streams.policy import CallPolicy, Policy
from tests.rollups.rig import Rig

ORDER = ("queue", "state", "channel", "age", "stage", "partition", "reason", "what", "interval", "window", "le")
NOW_US = 1_000_000_000_000_000


def figures(stage: str, partition: int) -> Any:
    return SimpleNamespace(
        stage=stage,
        partition=partition,
        events=1000,
        outputs=50,
        commits=3,
        commit_s_sum=0.06,
        commit_s_counts=[0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0],
        recovery_s=1.5,
        recovered_records=12,
        lost_records=9,
        dead_letters=Counter({"unknown_type": 2}),
        noted=Counter({"duplicate": 4}),
        lag_events=7,
        lag_s=0.5,
        skew_s=0.25,
        now_us=NOW_US,
        last_commit_us=NOW_US,
    )


class Worker:
    """Owns rigs by partition; has the same tasks as the engine's runner, and scrapes itself."""

    def __init__(self, *rigs: Rig, label_limit: int = 500, live: bool = True, policy: Policy | None = None) -> None:
        self.rigs = dict(enumerate(rigs))
        self.ready = True
        self.ticked_at_s = 0.0
        self.runner = self
        self.now_us = NOW_US
        self.exporter = Exporter(
            self,
            policy or Policy(calls={"billing": CallPolicy(target=0.9)}),
            label_limit=label_limit,
            live=live,
            wall_us=lambda: self.now_us,
        )

    @property
    def tasks(self) -> dict[tuple[str, int], Any]:
        tasks: dict[tuple[str, int], Any] = {
            ("rollups", partition): SimpleNamespace(logic=rig.task, figures=figures("rollups", partition))
            for partition, rig in self.rigs.items()
        }
        tasks["contacts", 0] = SimpleNamespace(logic=object(), figures=figures("contacts", 0))
        return tasks

    def text(self, accept: str = "") -> str:
        for rig in self.rigs.values():
            rig.commit(5000)
        body, _ = self.exporter.render(self.exporter.snapshot(), accept)
        return body.decode()

    def scrape(self) -> dict[tuple[str, str], float]:
        """Sample values by name and labels, as the official client's parser reads them."""
        return {
            (
                sample.name,
                ",".join(f"{name}={sample.labels[name]}" for name in sorted(sample.labels, key=ORDER.index)),
            ): (sample.value)
            for family in text_string_to_metric_families(self.text())
            for sample in family.samples
        }
