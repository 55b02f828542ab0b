"""What `scripts/update-shapes` is made of: reading the official SDK, and reading what the provider sends."""
