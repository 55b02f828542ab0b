"""Write provider/tokens.json anew: `python engine/token_table <a built pulumi-resource-alicloud>`."""

import argparse
import json
import sys
from pathlib import Path

ENGINE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ENGINE))

from token_table.provider import describe  # noqa: E402  # found through the line above
from token_table.table import token_table  # noqa: E402


def main() -> None:
    """Ask the provider for its schemas, the SDK for its tokens, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("provider", type=Path, help="a built pulumi-resource-alicloud")
    table = token_table(describe(parser.parse_args().provider))
    path = ENGINE / "provider" / "tokens.json"
    path.write_text(json.dumps(table, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{path}: {len(table['resources'])} resources, {len(table['dataSources'])} data sources")


if __name__ == "__main__":
    main()
