"""The note made from a conversation: what it holds for whom, what is missing, and how it is written."""
