"""Start the site: bring everything up to date, say how to sign in, become the web server."""

import os
import subprocess
import sys

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from config.demo import load_demo, sign_ins
from config.preparing import prepare_database, prepare_static_files, taking_turns
from config.serving import CannotServe, free_address, server_command, worker_command


class Command(BaseCommand):
    help = "Prepare the database, the static files and the course, then serve the site."

    def handle(self, **options):
        try:
            free_address()
            with taking_turns():
                self.prepare()
            host, port = free_address()  # again: another start may have been quicker
        except CannotServe as error:
            raise CommandError(str(error)) from None
        self.welcome(host, port)
        connections.close_all()
        subprocess.Popen(worker_command(os.getpid()))
        os.execv(sys.executable, server_command(host, port))

    def prepare(self):
        self.say("Preparing the database, the static files and the course.")
        prepare_database()
        prepare_static_files()
        call_command("load_content", if_changed=True, stdout=self.stdout)
        load_demo()

    def welcome(self, host, port):
        people = sign_ins()
        if people:
            self.say("\nPeople for trying it out, all of them invented:\n")
            for email, password, who in people:
                self.say(f"  {email:<32} {password:<22} {who}")
        name = f"[{host}]" if ":" in host else host
        self.say(f"\nSteady Ground is at http://{name}:{port}/ and ends with Ctrl-C.")

    def say(self, line):
        self.stdout.write(line)
        self.stdout.flush()
