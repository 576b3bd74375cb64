"""Just enough of Kafka's protocol to ask a broker whether it is up, without a client library.

Formats: https://kafka.apache.org/protocol (Metadata, version 1 of request and response).
"""

from __future__ import annotations

import socket
import struct

METADATA = 3
VERSION = 1
CORRELATION_ID = 7
CLIENT_ID = b"pasokh-broker"
NO_TOPICS = 0
LEAST_BYTES = 8  # correlation id and number of brokers
MOST_BYTES = 1 << 20


def brokers_seen(port: int, timeout_s: float = 1.0) -> int:
    """How many brokers the one at this port knows to be alive; 0 while it does not answer."""
    head = struct.pack(f">hhih{len(CLIENT_ID)}s", METADATA, VERSION, CORRELATION_ID, len(CLIENT_ID), CLIENT_ID)
    body = head + struct.pack(">i", NO_TOPICS)
    try:
        with socket.create_connection(("127.0.0.1", port), timeout_s) as connection:
            connection.sendall(struct.pack(">i", len(body)) + body)
            (size,) = struct.unpack(">i", read(connection, 4))
            if not LEAST_BYTES <= size <= MOST_BYTES:
                return 0
            correlation_id, count = struct.unpack(">ii", read(connection, size)[:LEAST_BYTES])
    except OSError:
        return 0
    return int(count) if correlation_id == CORRELATION_ID else 0


def read(connection: socket.socket, size: int) -> bytes:
    """Exactly `size` bytes; ConnectionError when the other side closes early."""
    received = bytearray()
    while len(received) < size:
        chunk = connection.recv(size - len(received))
        if not chunk:
            raise ConnectionError
        received += chunk
    return bytes(received)
