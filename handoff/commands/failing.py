"""How a command fails."""


class CommandError(Exception):
    """What was asked cannot be done; the message says what to do."""
