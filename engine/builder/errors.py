"""The one error of the builder: what stopped the build, and what to do about it."""


class EngineError(Exception):
    """The engine can neither be found nor built; the message is one line and names the fix."""
