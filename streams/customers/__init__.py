"""Stage three: one customer's contacts across channels."""
