"""Stage 1: the events of one contact folded into facts."""
