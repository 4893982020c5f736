"""Quotes: reported words, their cues and their speakers."""
