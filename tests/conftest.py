"""What holds for every test: property tests try the same examples in each run, and a slow machine fails none of them.

LibreOffice takes seconds, so commands make no PDF here; tests of the PDFs ask for them.
"""

import os

from hypothesis import settings

settings.register_profile("kull", derandomize=True, deadline=None, database=None)
settings.load_profile("kull")

for command in ("LETTERS", "INVITE", "REMIND", "AGENDA", "ADVISERS", "EVALUATION"):
    os.environ[f"KULL_{command}_PDF"] = "0"
