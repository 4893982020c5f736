"""Positions: who holds which role, as one text says it."""
