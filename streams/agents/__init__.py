"""Between contacts and rollups: what agents say of themselves and what contacts say of them, brought together."""
