"""The published contract: closed JSON Schemas of events and records, an AsyncAPI document, tables for people."""

from streams.schemas.write import event_schemas, record_schemas, stale, write_schemas

__all__ = ["event_schemas", "record_schemas", "stale", "write_schemas"]
