"""Offices: the words of a role and the phrases they stand in."""
