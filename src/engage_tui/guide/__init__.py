"""The content that practitioners read: models, a strict loader that reports every mistake, search and plain text."""
