"""The encrypted notes: keys, database, drafts as they are written, and final notes that cannot change."""
