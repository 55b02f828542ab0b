"""The policy pack as a user would write it: every rule at its own level."""

from yett_policies.pack import LeastExposure

LeastExposure()
