"""What customers write about, and which of it rises against its own past."""
