import io

from rich.console import Console

from streams.sources.outcome import Tally
from streams.sources.progress import ReplayProgress
from streams.sources.replay import ReplayCounts


def test_the_bars_show_the_file_then_the_events_and_where_in_time_they_are() -> None:
    console = Console(file=io.StringIO(), force_terminal=True, width=120, record=True)
    tally = Tally()
    with ReplayProgress(console, tally) as progress:
        progress.reading(500, 1_000)
        progress.reading(1_000, 1_000)
        tally.events["call.queued"] = 40
        progress.sending(ReplayCounts(events=10, last_us=915_148_800_000_000))
        progress.sending(ReplayCounts(events=40, last_us=915_148_860_000_000))
    text = console.export_text()
    assert "Reading" in text
    assert "40/40" in text
    assert "1999-01-01T00:01:00Z" in text
    assert "Counting" not in text


def test_a_report_shows_that_it_counts() -> None:
    console = Console(file=io.StringIO(), force_terminal=True, width=120, record=True)
    tally = Tally()
    tally.events["call.queued"] = 40
    with ReplayProgress(console, tally) as progress:
        progress.sending(ReplayCounts(events=40, last_us=915_148_860_000_000))
        progress.counting(25)
        progress.counting(38)
    text = console.export_text()
    assert text.index("Sending") < text.index("Counting")
    assert "38/40" in text
