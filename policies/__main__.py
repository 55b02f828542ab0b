"""The policy pack as a user would write it: every rule is mandatory."""

from yett_policies.pack import yett_pack

yett_pack(name="yett")
