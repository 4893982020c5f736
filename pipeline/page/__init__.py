"""What stands around a text's words: header lines, datelines, chrome, who issued it, when, in which language."""
