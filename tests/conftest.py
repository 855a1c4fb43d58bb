"""What holds for every test: property tests try the same examples in each run, and a slow machine fails none of them."""

from hypothesis import settings

settings.register_profile("kull", derandomize=True, deadline=None, database=None)
settings.load_profile("kull")
