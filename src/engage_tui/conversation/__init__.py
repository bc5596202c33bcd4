"""What happened in one visit, call or meeting: immutable state, events, and the rules that follow from it.

Pure: no clock, no disk, no screen. Whoever sends an event says when it was.
"""
