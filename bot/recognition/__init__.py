"""Entities: a spaCy pipeline over jieba's words."""
