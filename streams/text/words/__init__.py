"""Word lists written for this project."""
