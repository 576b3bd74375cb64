"""Facts that come in: one frozen struct per event type, and the one place where bytes become events or are rejected."""
