"""People: who is named in a document and over the corpus."""
