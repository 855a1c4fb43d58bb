"""The one form definition, the blank forms made from it, and the vocabulary that reading them needs."""
