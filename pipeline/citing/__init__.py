"""Citations: numbers and titles by which a text cites other documents."""
