"""Sentence vectors as the bot makes them: a JSON list of texts in, a list of lists out; by its Python."""

import json
import sys

from bot.language.meaning import encode
from bot.language.spelling import normalise, question_of

if __name__ == "__main__":
    json.dump([encode(question_of(normalise(text))).tolist() for text in json.load(sys.stdin)], sys.stdout)
