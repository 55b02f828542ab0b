"""Elastic Compute Service 2014-05-26: groups and their rules, instances, interfaces, disks, images, key pairs."""

from yett_emulator.ecs.service import SERVICE

__all__ = ["SERVICE"]
