"""The embedded broker: a real Apache Kafka that a `pip install` brings along."""

from streams.broker.cluster import Broker
from streams.broker.errors import BrokerError
from streams.broker.foreground import run_broker

__all__ = ["Broker", "BrokerError", "run_broker"]
