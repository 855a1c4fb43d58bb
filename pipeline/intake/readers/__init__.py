"""One reader for each format: bytes in, a `Sheet` out (what stands on it, and where)."""
