"""A module that notes whether the garbage collector was on while it was loaded."""

import gc

ENABLED = gc.isenabled()
