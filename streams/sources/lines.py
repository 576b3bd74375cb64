"""A line of a file, as text or refused."""

from streams.sources.outcome import RejectedLine, Why, shown

LONGEST_LINE = 1_600_000
"""Bytes; more than the largest event. Of longer lines only so much (and one byte) is read."""


def decoded(raw: bytes, file: str, line: int) -> str | RejectedLine:
    """Without its end; UTF-8 or refused."""
    if len(raw) > LONGEST_LINE:
        return RejectedLine(file, line, Why.TOO_LONG, f"more than {LONGEST_LINE} bytes")
    try:
        return raw.rstrip(b"\r\n").decode()
    except UnicodeDecodeError as error:
        return RejectedLine(
            file,
            line,
            Why.NOT_TEXT,
            f"no UTF-8: {shown(raw[:200].decode(errors='replace'))}"[:200] + f" ({error.reason} at byte {error.start})",
        )
