"""docs/prometheus.md names every family there is."""

import re
from pathlib import Path

from tests.export.worker import Worker
from tests.rollups.rig import Rig, levels, pane

DOCS = Path(__file__).parents[2] / "docs" / "prometheus.md"


def test_every_family_is_in_the_docs_and_the_docs_name_no_other() -> None:
    rig = Rig()
    rig.told("1999-01-04T09:00:00Z")
    rig.fold(pane("1999-01-04T09:00:00Z", offered=1), levels(1))
    families = set(re.findall(r"^# TYPE (pasokh_\w+) ", Worker(rig).text(), re.MULTILINE))
    named = set(re.findall(r"pasokh_\w+", DOCS.read_text(encoding="utf-8")))
    assert named - {f"{family}_bucket" for family in families} == families
