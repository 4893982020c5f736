"""The gazetteer: the things of `models/kb/` and the names they go by."""
