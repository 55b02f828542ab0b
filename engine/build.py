#!/usr/bin/env python3
"""Find or build the Pulumi engine, so that `make up` works where no official binary can be fetched.

    python3 engine/build.py                  find or build, with progress on stderr
    python3 engine/build.py --print-path     the same, and print the folder to put on PATH
    eval "$(python3 engine/build.py --environment HOME)"    the same, and use it, with HOME as PULUMI_HOME

Needs Python 3.10 or newer and nothing else: this file runs before any dependency is installed.
"""

import sys

if sys.version_info < (3, 10):  # noqa: UP036  # whoever runs this may have any Python
    sys.exit("engine: this Python is too old, 3.10 or newer is needed: " + sys.version.split()[0])

from builder.command import main

if __name__ == "__main__":
    sys.exit(main())
