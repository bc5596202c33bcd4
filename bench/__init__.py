"""How fast the app is, beside plain Textual apps and plain libraries on the same machine. See docs/speed.md."""
