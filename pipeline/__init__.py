"""From the texts of a corpus to its tables. The modules in reading order:

tables (row types), knowledge (strict readers of `models/`), ingest (files to sources), segments and documents (roles,
metadata), parse (spaCy, cached), sentences, entities and linking, references, dates, numbers, votes and stances,
positions, quotes and speakers; then, over the whole corpus, duplicates, people, catalogue and events; build (the stages
on one screen), store (fingerprints, atomic writes), engines (who computes).
"""
