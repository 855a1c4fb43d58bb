"""Registration forms as other people write them, each with its truth; see README.md in this folder."""
