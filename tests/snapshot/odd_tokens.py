"""Write the table of odd names anew: `python -m tests.snapshot.odd_tokens`.

The engine's own table says under which token each of Terraform's types is published; the reader needs only those
whose name cannot be told from the token.
"""

import json
from pathlib import Path

from yett_policies.snapshot.types import ODD_FILE, likely_type

PUBLISHED = Path(__file__).parents[2] / "engine" / "provider" / "tokens.json"


def published() -> dict[str, str]:
    """Every token, former ones included -> Terraform's type."""
    resources = json.loads(PUBLISHED.read_text())["resources"]
    return {token: kind for kind, one in resources.items() for token in (one["token"], *one.get("formerTokens", ()))}


def odd() -> dict[str, str]:
    """Those that `likely_type` gets wrong, sorted."""
    return {token: kind for token, kind in sorted(published().items()) if likely_type(token) != kind}


if __name__ == "__main__":
    ODD_FILE.write_text(json.dumps(odd(), indent=0) + "\n")
