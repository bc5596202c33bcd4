"""The language lens: words of a record that blame, blur or guess. It prompts; it never rewrites and never counts."""
