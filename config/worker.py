"""The application, as each of the server's processes loads it.

Ctrl-C in a terminal reaches every process. The main one tells the others to end, and one that is
told by both at once may hang: they are made deaf to the terminal. Each gives a sign of life.

What is loaded by now stays, and a page leaves few circles behind: to look for them among all of
it after each 700 objects, as Python does by itself, took a sixth of the time of a page.
"""

import gc
import signal

from django.urls import reverse

from config.wsgi import application  # first: it sets Django up, which the next needs
from quizzes import heartbeat

signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
heartbeat.start()
reverse("account_login")  # loads every view
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 10, 10)

__all__ = ["application"]
