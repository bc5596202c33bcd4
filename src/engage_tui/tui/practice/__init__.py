"""Practice on the screen: an app of its own, in a process that never sees a note."""
