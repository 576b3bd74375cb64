"""What vendors send, turned into events: one file a format, and the replay of files."""
