"""The screens, each imported by the action that opens it."""
