"""The personas, one file each, found by their being there: KIND."""
