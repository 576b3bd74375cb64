"""Keys go where Kafka's own clients would put them."""

from aiokafka.partitioner import murmur2 as reference
from hypothesis import given
from hypothesis import strategies as st

from streams.engine.partitions import murmur2, partition_of


@given(st.binary(max_size=300))
def test_murmur2_equals_the_clients(key: bytes) -> None:
    assert murmur2(key) == reference(key) & 0xFFFFFFFF


def test_a_known_key_goes_where_the_java_client_puts_it() -> None:
    # Values of org.apache.kafka.common.utils.Utils.murmur2, as its own tests state them.
    assert murmur2(b"foobar") == -790332482 & 0xFFFFFFFF
    assert murmur2(b"21") == -973932308 & 0xFFFFFFFF
    assert partition_of(b"foobar", 8) == (-790332482 & 0x7FFFFFFF) % 8
