"""The model's arithmetic, made faster without changing a result: matrix products, embeddings, transitions."""
