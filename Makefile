# Everything runs in .venv and sets up what it needs; only Python >= 3.11 and make must be there.
SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
export PATH := $(CURDIR)/$(BIN):$(PATH)
.DEFAULT_GOAL := help

# A stamp says what was installed last, so that a second `make install` has nothing to do.
BASE := $(VENV)/.installed-base
RUNTIME := $(VENV)/.installed-runtime
DEV := $(VENV)/.installed-dev

.PHONY: help
help: ## show this list
	@awk -F ':.*## ' '/^[a-z][a-z-]*:.*## / { printf "make %-9s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

.PHONY: install
install: $(RUNTIME) ## the command `pasokh` in .venv/bin, exactly as locked

.PHONY: demo
demo: $(RUNTIME) ## a living contact centre: broker, simulator, worker, table; Ctrl-C ends it
	$(BIN)/pasokh demo

.PHONY: test
test: lint promtool ## lint and all tests but the long ones; ARGS=... goes to pytest
	$(BIN)/pytest $(ARGS)

.PHONY: lint
lint: $(DEV) ## ruff, mypy --strict, the table of rooms
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

.PHONY: format
format: $(DEV) ## put the code into its form
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

.PHONY: bench
bench: $(DEV) ## throughput, latency and recovery on this machine; ARGS=... goes to the benchmarks
	$(BIN)/python -m benchmarks $(ARGS)

.PHONY: chaos
chaos: $(DEV) ## the long form of the kill tests (some five minutes)
	$(BIN)/pytest -m chaos --timeout=3600 $(ARGS)

.PHONY: schemas
schemas: $(RUNTIME) ## write schemas/ and the generated parts of docs/ anew from the code
	$(BIN)/python -m streams.schemas
	$(BIN)/python -m streams.measures.page docs/metrics.md
	$(BIN)/python -m streams.settings.page docs/settings.md

.PHONY: lock
lock: $(BASE) ## resolve pyproject.toml into requirements*.lock
	scripts/lock.sh

.PHONY: promtool
promtool: $(DEV) # Prometheus' own checker, which some tests use
	@scripts/apt-tool.sh prometheus promtool

.PHONY: clean
clean: ## remove .venv and all caches
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache .coverage build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BASE): requirements-build.lock scripts/venv.sh scripts/install.sh
	scripts/venv.sh
	scripts/install.sh requirements-build.lock
	@touch $@

$(RUNTIME): $(BASE) requirements.lock pyproject.toml
	scripts/install.sh requirements.lock
	scripts/install.sh --self
	@touch $@

$(DEV): $(RUNTIME) requirements-dev.lock
	scripts/install.sh requirements-dev.lock
	@touch $@
