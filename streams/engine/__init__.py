"""Exactly-once, batched, stateful stream processing on Faust; it knows nothing of what the records mean."""
