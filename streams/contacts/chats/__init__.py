"""Chats: what their events say (`reading`), how it folds (`steps`), how it is shown (`view`)."""
