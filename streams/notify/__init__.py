"""One file a receiver of alerts."""
