"""Names: those the knowledge base holds, those that words show by their shape, and what they are tied to."""
