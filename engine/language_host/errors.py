"""The one error of the host: something in the user's project that stops it from running."""


class HostError(Exception):
    """What is wrong in the project and what to do; the engine prints it to the user."""
