"""Judge a stack: which packets reach what, and whether anyone declared it."""
