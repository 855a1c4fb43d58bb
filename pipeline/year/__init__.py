"""The network's year: what follows from programme, register and plan after the answers."""
