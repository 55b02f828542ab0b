"""Yett: least-exposure networking for Alibaba Cloud, on Pulumi."""
