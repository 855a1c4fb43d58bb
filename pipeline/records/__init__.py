"""Packages for the archive: what a journal entry says of a letter or of a form received, as KS' arkivmelding."""
