"""One small function a rule; from readings to the register. Pure."""
