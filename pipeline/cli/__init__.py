"""Commands: parse, call, print. The only place with console, clock and exit."""
