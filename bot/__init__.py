"""The bot: speaks, never acts on the world."""

import os

# The sentence encoder's OpenMP reads this when it is loaded, and not again. A second thread gains nothing
# on one sentence, and threads of several processes that spin for the same two cores cost many times the work.
os.environ.setdefault("OMP_NUM_THREADS", "1")
