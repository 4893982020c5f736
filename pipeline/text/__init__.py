"""The text of a document as stages read it: tokens, sentences, quotation marks, spans, names."""
