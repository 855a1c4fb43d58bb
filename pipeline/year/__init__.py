"""The network's year: what follows from programme, register and plan, as values and as the bytes of files; all pure."""
