"""What a message says: language, sentiment, apology, abuse."""
