"""Numbers: numerals, amounts and what they count."""
