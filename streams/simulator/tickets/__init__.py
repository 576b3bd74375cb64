"""Tickets: they come, wait for working hours, go to and fro for days, and are closed."""
