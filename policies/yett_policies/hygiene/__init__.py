"""Hygiene of security groups: rules that do nothing, fight or hide each other, and the fewest rules that do the same."""
