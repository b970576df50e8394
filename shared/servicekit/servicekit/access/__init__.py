"""Who may write: keys of partners, hashed, with scopes."""

from servicekit.access.writer import Key, Writer

__all__ = ["Key", "Writer"]
