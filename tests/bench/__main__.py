"""Build, serve, measure, and print the table of speed. Ends with 1 when a budget is missed."""

import os
import sys

import django

LINE = "{:<44} {:<40} {:>12}  {:<13} {}"
VERDICTS = {True: "met", False: "MISSED", None: ""}


def main() -> int:
    from tests.bench.data import build
    from tests.bench.figures import Bench, Figure, measure
    from tests.bench.server import serving

    print("Building a database of 111,010 learners in var/bench.", flush=True)
    if not os.environ.get("KEEP"):
        build()
    with serving() as address:
        bench = Bench(address)
        print_line(Figure("work", "measured", "bare views", "budget"))
        found = [print_line(figure) for figure in measure(bench)]
    return 1 if False in [figure.is_met for figure in found] else 0


def print_line(figure):
    print(LINE.format(*figure[:-1], VERDICTS[figure.is_met]), flush=True)
    return figure


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
    django.setup()
    sys.exit(main())
