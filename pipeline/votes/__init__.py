"""Votes: tallies, the bodies that vote, and what countries do on a text."""
