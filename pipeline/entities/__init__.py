"""Entities: the mentions of a text and what they name."""
