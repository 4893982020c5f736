"""Temporal expressions: their words and grammar, and the days they stand for."""
