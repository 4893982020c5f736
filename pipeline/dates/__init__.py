"""Dates: temporal expressions and the days they stand for."""
