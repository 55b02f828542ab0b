"""The Python language host: runs Pulumi programs, policy packs and component plugins for the engine."""

VERSION = "3.256.0"
"""The CLI release whose LanguageRuntime service this host speaks; the same as in engine/cli/go.mod."""
