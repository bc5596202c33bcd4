"""What of a style is a shape, and stays where colours give way: on the row of the cursor, and without colours."""

from __future__ import annotations

from textual.content import Content, Span
from textual.style import Style

_UNDERLINED = Style(underline=True)


def only_underlines(content: Content) -> Content:
    """The same text with nothing of its styles but what is underlined."""
    styled = ((s, s.style) for s in content.spans)
    spans = [Span(s.start, s.end, _UNDERLINED) for s, style in styled if isinstance(style, Style) and style.underline]
    return Content(content.plain, spans)
