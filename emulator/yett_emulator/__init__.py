"""A loopback Alibaba Cloud API, so that the real engine and provider run with no account."""
