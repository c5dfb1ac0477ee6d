"""The application, as each of the server's processes loads it.

Ctrl-C in a terminal reaches every process. The main one tells the others to end, and one that is
told by both at once may hang: they are made deaf to the terminal. Each gives a sign of life.
"""

import signal

from config.wsgi import application  # first: it sets Django up, which the next needs
from quizzes import heartbeat

signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
heartbeat.start()

__all__ = ["application"]
