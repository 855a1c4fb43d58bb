"""From the inbox to what stands on each paper: finding files, telling their type, reading them, refusing the unreadable."""
