"""What `run.py` lists, spelled out: the pure parts joined to disk, ledger and clock."""
