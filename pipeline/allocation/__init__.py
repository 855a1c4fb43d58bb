"""Giving out the places: eligible registrations, capacity and seed → a `Plan` with the reason of every decision (domain §3)."""
