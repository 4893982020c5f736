# `make all` builds the tables of corpus/ into output/; `make help` lists the rest.
TABLES := documents segments sentences entities knowledge people numbers votes stances vote_events event_stances quotes acts dates references positions errors
PYTHON := .venv/bin/python
CORPUS ?= corpus
OUTPUT ?= output
RUN := $(PYTHON) -m pipeline
BUILD := $(RUN) build --corpus "$(CORPUS)" --output "$(OUTPUT)" $(ARGS)
LOCK := .lock/requirements.lock
STAMP := .venv/.locked-$(firstword $(shell cksum $(LOCK)))
.DEFAULT_GOAL := all
.PHONY: all build site sql review export notebook setup setup-cluster meetings golden test check lint format bench soak fuzz growth mutants audit status clean help $(TABLES)

all: setup  ## build every table of corpus/ into output/
	@$(BUILD)

build: all  ## the same as all

setup: $(STAMP)  ## make .venv and install what the lock file names (once)

# The newest interpreter that runs: a version manager's shim may stand on the path and only fail.
$(STAMP):
	@rm -rf .venv
	@found=; for name in python3.13 python3.12 python3.11 python3; do \
	  if $$name -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' >/dev/null 2>&1; then found=$$name; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  had=$$(python3 --version 2>/dev/null || true); \
	  echo "Python 3.11, 3.12 or 3.13 with venv is needed; found: $${had:-none}" >&2; exit 1; fi; \
	echo "setting up .venv with $$($$found --version)"; \
	$$found -m venv .venv
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $(LOCK)
	@touch $@

setup-cluster: setup  ## add what `--engine dask` needs
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r .lock/cluster.lock

$(TABLES): setup  ## build this table and what it needs
	@$(BUILD) $@

test: setup  ## run the tests
	@$(PYTHON) -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile

meetings: setup  ## a thousand generated meetings through the whole pipeline
	@MEETINGS=77 $(PYTHON) -m pytest tests/test_meetings.py

golden: setup  ## write the golden rows of the sample corpus and the README's examples anew
	@$(PYTHON) -m tests.sample

check: setup  ## style and types, changing nothing
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy

lint: check  ## the same as check

format: setup  ## bring the code into its style
	@$(PYTHON) -m ruff check --fix .
	@$(PYTHON) -m ruff format .

bench: setup  ## measure speed and memory against the bare parser (takes minutes)
	@$(PYTHON) -m tests.bench

soak: setup  ## 30 minutes of edits, kills, damage and builds at once; each round must end in a clean build's bytes
	@$(PYTHON) -m tests.soak

fuzz: setup  ## 2,000 arbitrary inputs to readers and stages
	@$(PYTHON) -m tests.fuzz

growth: setup  ## how the time of readers and stages grows with walls of some 300 units (takes minutes)
	@$(PYTHON) -m tests.growth --long 20000

mutants: setup  ## slips put into numbers, dates, votes and quotes: how many do the tests notice? (takes long)
	@$(PYTHON) -m tests.mutants

audit: setup  ## known vulnerabilities of the pinned packages, where an index answers
	@$(PYTHON) -m venv .venv/audit && .venv/audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit \
	  && .venv/audit/bin/pip-audit --disable-pip --no-deps -r $(LOCK) || { echo "not audited, or not clean: see above" >&2; exit 1; }

status: setup  ## say what `make all` would rebuild, and why
	@$(RUN) status --corpus "$(CORPUS)" --output "$(OUTPUT)" $(ARGS)

site: all  ## pages of the texts with every row marked in them: OUTPUT/site/index.html
	@$(RUN) site --output "$(OUTPUT)"

sql: setup  ## ask the tables: make sql ARGS='"FROM upcoming"'
	@$(RUN) sql --output "$(OUTPUT)" $(ARGS)

review: setup  ## judge rows: make review ARGS="votes --sample 30"
	@$(RUN) review --output "$(OUTPUT)" $(ARGS)

export: setup  ## tables for a colleague: make export ARGS="votes quotes --format xlsx"
	@$(RUN) export --output "$(OUTPUT)" $(ARGS)

notebook: setup  ## the notebook of questions beside the tables
	@$(RUN) notebook --output "$(OUTPUT)"

clean:  ## remove the tables, the parse cache and .venv; what you put into output/ stays
	@rm -rf .venv "$(OUTPUT)"/.builds "$(OUTPUT)"/.current "$(OUTPUT)"/.lock "$(OUTPUT)"/.communique "$(OUTPUT)"/.parses.sqlite*
	@for name in $(TABLES) build; do if [ -L "$(OUTPUT)/$$name" ]; then rm -f "$(OUTPUT)/$$name"; fi; done
	@if [ -f "$(OUTPUT)/site/.manifest.json" ]; then rm -rf "$(OUTPUT)/site"; fi
	@rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find pipeline tests -name __pycache__ -type d -prune -exec rm -rf {} +

help:  ## list the targets
	@echo "make [target]; without one: all"
	@sed -n 's/^\([a-z$$(][a-zA-Z$$() -]*\):[^#]*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | while IFS="$$(printf '\t')" read -r name what; do \
	  case $$name in *TABLES*) name="TABLE";; esac; printf '  %-14s %s\n' "$$name" "$$what"; done
	@echo "  TABLE is one of: $(TABLES)"
	@echo "another corpus: make all CORPUS=my-texts OUTPUT=my-tables"
	@echo "more, such as show, find, errors: $(RUN) --help"
