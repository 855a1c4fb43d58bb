"""From what stands on a sheet to what it says: labels, people, conversions, confidence. Pure."""
