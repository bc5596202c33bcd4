"""The screens. Only `cli`'s start command imports this package."""
