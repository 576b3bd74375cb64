"""A cluster id that Kafka's own tool can take."""

from __future__ import annotations

from uuid import UUID

from streams.broker.data_dir import new_cluster_id


def test_an_id_that_would_begin_with_a_dash_is_not_taken() -> None:
    dashed, good = UUID(bytes=b"\xf8" * 16), UUID(bytes=b"\x01" * 16)
    coming = iter([dashed, good])
    assert new_cluster_id(lambda: next(coming)) == "AQEBAQEBAQEBAQEBAQEBAQ"
