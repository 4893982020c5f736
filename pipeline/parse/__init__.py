"""The parse: from characters to tokens with tags, heads and entity types."""
