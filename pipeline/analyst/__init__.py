"""What people do with the tables: load, ask, look, review, hand on. It reads tables and imports no stage."""
