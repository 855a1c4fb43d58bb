"""The cohort as data: `programme.toml` and `recipients.xlsx`, checked as wholes, and the dates that follow from them."""
