"""Derives provider/tokens.json, which serves Terraform's types under the tokens and shapes of the published SDK."""
