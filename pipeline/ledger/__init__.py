"""What was received, decided, approved and handed over (SQLite by default)."""
