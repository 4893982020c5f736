"""What only all documents together tell: duplicates, knowledge, vote events."""
