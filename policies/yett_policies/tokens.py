"""Type tokens that are ours."""

COMPONENT = "yett:index:"
"""What the token of each of our components begins with."""
