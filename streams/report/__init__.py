"""The numbers of a replay, by day and queue: collected from its metric records, and written for people and programs."""
