"""Words that show a manner, one file a language, each with one constant: CUES."""
