"""Makes the weights that ship, from labelled texts: `pasokh train`."""
