"""The text that Prometheus scrapes, for families with many series.

The official client needs a second for the histograms of 500 queues, this thirty milliseconds: it knows that
the labels of all lines of a series are the same. For few series the official client is used.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final, Literal

from streams.export.histogram import LE, Histogram

Labels = str
"""Ready to stand between braces: `queue="billing",channel="call"`."""

_US: Final = 1_000_000
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_BEFORE_VALUE: Final = tuple(f'le="{le}"}} ' for le in LE)


def clean(value: str) -> str:
    """A label value without what no line of text can carry."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", value)


def labels(values: Mapping[str, str]) -> Labels:
    """Label names and clean values, escaped."""
    return ",".join(f'{name}="{_escaped(value)}"' for name, value in values.items())


class Text:
    """Families in the classic text format, or in OpenMetrics, which names counters without `_total`."""

    __slots__ = ("_lines", "_openmetrics")

    def __init__(self, *, openmetrics: bool) -> None:
        self._lines: list[str] = []
        self._openmetrics = openmetrics

    def counter(self, name: str, text: str, series: Iterable[tuple[Labels, float]]) -> None:
        """`name` ends in `_total`."""
        self._head(name.removesuffix("_total") if self._openmetrics else name, text, "counter")
        self._lines += [f"{name}{{{labels}}} {value}\n" for labels, value in series]

    def gauge(self, name: str, text: str, series: Iterable[tuple[Labels, float]]) -> None:
        self._head(name, text, "gauge")
        self._lines += [f"{name}{{{labels}}} {value}\n" for labels, value in series]

    def histogram(self, name: str, text: str, series: Iterable[tuple[Labels, Histogram]]) -> None:
        """`name` ends in `_seconds`."""
        self._head(name, text, "histogram")
        lines = self._lines
        for labels, histogram in series:
            before = f"{name}_bucket{{{labels},"
            lines += [f"{before}{le}{upto}\n" for le, upto in zip(_BEFORE_VALUE, histogram.upto, strict=True)]
            lines.append(f"{name}_sum{{{labels}}} {histogram.sum_us / _US}\n")
            lines.append(f"{name}_count{{{labels}}} {histogram.upto[-1]}\n")

    def done(self) -> bytes:
        """Everything so far."""
        return "".join(self._lines).encode()

    def _head(self, name: str, text: str, kind: Literal["counter", "gauge", "histogram"]) -> None:
        self._lines.append(f"# HELP {name} {_escaped(text)}\n# TYPE {name} {kind}\n")


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace("\n", r"\n").replace('"', r"\"")
