"""Builds the engine from pinned Go modules and keeps it in a cache per user, outside any checkout."""
