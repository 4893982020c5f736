"""What turns stages into a build: the plan, the parse cache, workers' work, parts of tables."""
