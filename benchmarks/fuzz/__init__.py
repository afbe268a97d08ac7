"""Hostile input against the running desk (promise P23)."""
