"""References: the documents a text cites, by number or title."""
