"""Tickets: what their events say (`reading`), how it folds (`steps`, over `spans`), how it is shown (`view`)."""
