"""The settings of production, over plain HTTP, with the bare views added."""

import os
from pathlib import Path

os.environ |= {
    "LOCAL": "1",
    "DEBUG": "0",
    "DATABASE_URL": "",
    "VAR_DIR": str(Path(__file__).resolve().parents[2] / "var" / "bench"),
}

from config.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.urls"
