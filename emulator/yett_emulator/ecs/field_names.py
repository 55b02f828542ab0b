"""Lists of the API's field names, written as the documents write them: `fields("VpcId ZoneId")`."""


def fields(text: str) -> tuple[str, ...]:
    """
    >>> fields("VpcId ZoneId")
    ('VpcId', 'ZoneId')
    """
    return tuple(text.split())
