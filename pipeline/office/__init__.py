"""Offices: the words of a role, for whom it is held, and who of the corpus is one person."""
