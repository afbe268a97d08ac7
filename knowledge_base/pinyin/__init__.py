"""Pinyin: what somebody types who cannot type characters, back in characters.

Standard library only, for both environments. `reading.in_characters` is the way in.
"""
