"""kull: from an inbox of registration forms to letters that may leave the house."""

__version__ = "0.1.0"
