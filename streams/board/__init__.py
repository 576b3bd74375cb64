"""The wallboard: its server, its page, its words."""
