"""The whole walk without a screen: a line is read out, a line is typed. For screen readers, braille and pipes."""
