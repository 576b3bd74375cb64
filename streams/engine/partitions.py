"""Which partition a key belongs to: Kafka's own murmur2, so every producer in any language agrees."""

from functools import lru_cache
from struct import Struct
from typing import Final

_WORDS = [Struct(f"<{n}I") for n in range(65)]
_M = 0x5BD1E995
_MASK = 0xFFFFFFFF
KEYS_KEPT: Final = 1 << 17
"""Keys that are not hashed again: a contact has several records, and hashing in Python is slow."""


def murmur2(key: bytes) -> int:
    """Kafka's 32-bit murmur2 of `key` (unsigned)."""
    length = len(key)
    h = 0x9747B28C ^ length
    whole = length >> 2
    words = _WORDS[whole] if whole < len(_WORDS) else Struct(f"<{whole}I")
    for word in words.unpack_from(key):
        k = (word * _M) & _MASK
        k = ((k ^ (k >> 24)) * _M) & _MASK
        h = ((h * _M) & _MASK) ^ k
    if tail := key[whole << 2 :]:
        h = ((h ^ int.from_bytes(tail, "little")) * _M) & _MASK
    h = ((h ^ (h >> 13)) * _M) & _MASK
    return h ^ (h >> 15)


@lru_cache(maxsize=KEYS_KEPT)
def partition_of(key: bytes, partitions: int) -> int:
    """The partition Kafka's default partitioner gives `key` in a topic of `partitions`."""
    return (murmur2(key) & 0x7FFFFFFF) % partitions
