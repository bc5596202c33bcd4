"""The note made from a conversation: what it holds for whom, what is missing before it is final, and how it is written."""
