"""Figures: numerals, amounts, what they count, and which of them are no quantities."""
