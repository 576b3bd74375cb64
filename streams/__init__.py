"""Pasokh watches a contact centre while it happens."""
