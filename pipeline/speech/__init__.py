"""Speech: verbs that report, their clauses, and whom a source phrase stands for."""
