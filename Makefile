# Starting, testing and measuring Steady Ground. `make help` lists the targets.

# Everything that is written goes under var/, compiled Python too; the packages under .venv/.
export PYTHONPYCACHEPREFIX = $(CURDIR)/var/pycache
BIN = .venv/bin

# The first Python here that is new enough. To choose: make run PYTHON=/path/to/python3.12
NEW_ENOUGH = import sys; sys.exit(sys.version_info < (3, 11))
try = $(shell $(1) -c '$(NEW_ENOUGH)' 2>/dev/null && echo $(1))
PYTHON ?= $(or $(call try,python3),$(call try,python3.14),$(call try,python3.13),$\
	$(call try,python3.12),$(call try,python3.11))

# Debian's fonts for names in scripts that no package of Python has.
FONTS ?= /usr/share/fonts/truetype/noto/NotoSansGurmukhi-Regular.ttf

# The browser of the tests. To choose: make test CHROMIUM=/path/to/chromium
export CHROMIUM ?= /usr/bin/chromium
AS_ROOT = $(if $(filter 0,$(shell id -u)),,sudo -n) env DEBIAN_FRONTEND=noninteractive

.PHONY: run test test-postgres lint format bench clean help chromium fonts

run: .venv/run.txt  ## Start the application; HOST and PORT say where
	@LOCAL=1 exec $(BIN)/python manage.py start

test: lint chromium fonts  ## Check the code, then run every test, those in a browser too
	$(BIN)/python -m pytest -n 2

test-postgres: .venv/dev.txt chromium fonts  ## Run every test on a PostgreSQL started for them
	$(BIN)/python tests/with_postgres.py $(BIN)/python -m pytest -n 2 --reuse-db

lint: .venv/dev.txt  ## Check style, templates, imports, migrations and the course
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/lint-imports --no-logo --cache-dir var/import-linter
	$(BIN)/python manage.py makemigrations --check --dry-run --settings tests.settings
	$(BIN)/python manage.py check_curriculum --settings tests.settings

format: .venv/dev.txt  ## Bring the code into the form that lint asks for
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/run.txt  ## Measure speed and memory against their budgets; takes minutes
	$(BIN)/python -m tests.bench

clean:  ## Remove what can be made again; the database and the secret key stay
	rm -rf .venv $(addprefix var/,bench hypothesis import-linter pycache pytest ruff static tests)

help:  ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-14s %s\n", $$1, $$2}' Makefile

.venv/run.txt: requirements.txt
	$(install)

.venv/dev.txt: requirements-dev.txt .venv/run.txt
	$(install)

# Packages, from the list named first, which is kept beside them: they are installed again only
# when it changes, or when an installation did not come to its end.
define install
	@$(or $(PYTHON),false) -c '$(NEW_ENOUGH)' 2>/dev/null || { echo "Steady Ground needs Python \
	3.11 or newer. Install it, or say where it is: make $(MAKECMDGOALS) PYTHON=/path/to/python3.12" \
	>&2; exit 1; }
	@{ $(BIN)/python -c '$(NEW_ENOUGH)' && $(BIN)/python -m pip --version; } >/dev/null 2>&1 \
		|| $(PYTHON) -m venv --clear .venv
	@echo "Installing the packages of $<: once, about a minute."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: -r $<
	@cp $< $@
endef

# Install a package of Debian, if we may, unless `test $(1)` finds its file.
define debian
	@test $(1) \
		|| { $(AS_ROOT) apt-get update -qq && $(AS_ROOT) apt-get install -qq -y $(2) \
			&& test $(1); } \
		|| { echo "$(3) Install it (on Debian: apt-get install $(2)), or say where it is: make \
	$(MAKECMDGOALS) $(4)" >&2; exit 1; }
endef

chromium:
	$(call debian,-x $(CHROMIUM),chromium,The browser tests need Chromium.,CHROMIUM=/path/to/chromium)

fonts:
	$(call debian,-e $(FONTS),fonts-noto-core,The tests of certificates need Noto fonts.,FONTS=/path/to/NotoSansGurmukhi.ttf)
