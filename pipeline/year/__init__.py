"""The network's year: what follows from the programme file alone, as values and as the bytes of files. Everything is pure."""
