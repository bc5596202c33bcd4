"""Practice: role-play by made-up scenarios. Never imports the store: practice has no way to a real record."""
