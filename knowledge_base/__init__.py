"""The ground floor: what an estate knows, checked, imported, exported and published.

Plain Python for both environments: the bot (3.10) and the desk (3.11 and later).
"""
