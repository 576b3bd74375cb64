"""What is known of a contact: the facts its events left (`stored`), and what they amount to (`parts`)."""
