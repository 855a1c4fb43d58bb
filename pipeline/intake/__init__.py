"""From the inbox to what stands on each paper: finding files, telling their type, reading them, setting aside what cannot be read."""
