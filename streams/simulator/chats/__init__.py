"""Chats: they come, speak with a bot, wait, are answered among others, and end."""
