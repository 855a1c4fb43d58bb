"""Which letter to whom, what stands in it, and the proof that it does."""
