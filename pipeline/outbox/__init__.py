"""What leaves the program: atomic writing, the manifest, mail."""
