"""engage-tui: an offline guide and note-taker for a safe conversation with someone who uses abusive behaviour."""

__version__ = "0.1.0"
