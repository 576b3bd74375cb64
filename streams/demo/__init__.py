"""What `pasokh demo` shows."""
