"""Rules, one a file: the file's name in kebab-case is the rule's id. How to write one: docs/decisions/rulebook.md.

Every module of this package is a rule; what rules share is in `yett_policies.rulebook`.
"""
