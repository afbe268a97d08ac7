"""Where the bot finds its files; the only place that reads the environment."""

import os
from pathlib import Path

DATA = Path(__file__).parent / "data"
LEXICON = DATA / "lexicon"
QUESTIONS = DATA / "questions"
FORMS = DATA / "forms"
TALKS = DATA / "talks"  # whole conversations; they teach what a message means that follows an answer
FOLLOW_UPS = DATA / "follow_ups"  # what is asked on behind each entry's answer; they teach it too
EARS = DATA / "ears"  # what teaches the ears of desk and bot
SUMS = DATA / "sums"  # spoken sums: what tells a wish for an amount from one for the rule


def data_folder() -> Path:
    """Where everything lives that is made at run time (LINDA_DATA_DIR, `var` by default)."""
    return Path(os.environ.get("LINDA_DATA_DIR") or "var")


def cache_folder() -> Path:
    """Where computed sentence vectors and jieba's own cache are kept; safe to delete."""
    return data_folder() / "cache"


def models_folder() -> Path:
    """Where Rasa's own model (acts and rules, no topics) is kept."""
    return data_folder() / "models"


def knowledge_folder() -> Path:
    """Where `knowledge_base` publishes each estate's versions."""
    return data_folder() / "knowledge"


def confidence_threshold() -> float:
    """How sure an answer must be to be given, where no request says it (LINDA_CONFIDENCE_THRESHOLD)."""
    return float(os.environ.get("LINDA_CONFIDENCE_THRESHOLD") or 0.70)
