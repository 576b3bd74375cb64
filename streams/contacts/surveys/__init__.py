"""Surveys: joined to the contact they judge, whichever comes first, and also after the contact was forgotten."""
