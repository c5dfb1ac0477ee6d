"""How fast the site is, and how much memory it takes: `make bench`.

A database of its own, the server of production, and a client that speaks HTTP over bare sockets.
Each figure is set against a bare Django view measured in the same run, in turns with it, so that
the ratio holds on any machine, also on one that others use at the same time.
"""
