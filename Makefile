# yett: `make up` deploys a scenario on the emulator, `make test` tests everything, `make down` takes it away again.
STACK ?= web-dev
# more than cores: tests on the real engine wait four fifths of their time, for pauses that the provider makes
WORKERS ?= 7
VENV := .venv
PYTHON := $(shell scripts/python)

.PHONY: help up preview refresh down engine setup test e2e browser check mutants bench clean
.DEFAULT_GOAL := help

help: ## show what there is to make
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

up: setup engine ## deploy STACK (default web-dev) on the emulator
	@scripts/stack up $(STACK)

preview: setup engine ## show what `make up` would change
	@scripts/stack preview $(STACK)

refresh: setup engine ## look for drift between the state and the emulator
	@scripts/stack refresh $(STACK)

down: setup engine ## destroy STACK; the emulator stops when nothing is left in it
	@scripts/stack down $(STACK)

engine: ## find the Pulumi engine and provider, or build them once for this user
	@$(PYTHON) engine/build.py

setup: $(VENV)/.run

# every worker imports every test: without their bytecode each rewrites 500 files anew (6 s of CPU a worker)
test e2e: export PYTHONDONTWRITEBYTECODE =

test: $(VENV)/.dev engine ## lint, types, contracts, then every test (set-up included)
	@scripts/check
	@$(VENV)/bin/python -m pytest -m "not long and not browser" -n $(WORKERS) --dist loadgroup

e2e: $(VENV)/.dev engine ## every scenario on the real engine and provider
	@$(VENV)/bin/python -m pytest tests/e2e -n $(WORKERS) --dist loadgroup

browser: $(VENV)/.dev ## open a report in headless Chromium (chromium has to be on PATH)
	@$(VENV)/bin/python -m pytest -m browser -n0 tests/check

check: $(VENV)/.dev ## lint, types and import contracts only
	@scripts/check

mutants: $(VENV)/.dev ## change the policies' code, one condition at a time, and say which change no test notices
	@$(VENV)/bin/python -m tests.mutation

bench: $(VENV)/.dev engine ## ratios, measured in one run
	@for file in benchmarks/*.py; do echo "== $$file"; $(VENV)/bin/python $$file || exit 1; done

clean: ## remove the virtual environment and caches, keep .yett (state and keys)
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(VENV)/bin/python:
	@echo "yett: making $(VENV) with $(PYTHON)"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: $(VENV)/bin/python pyproject.toml requirements.txt
	@echo "yett: installing what the program needs (requirements.txt)"
	@$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@# as pip does for a package: without it, PYTHONDONTWRITEBYTECODE makes every run compile the sources (0.1 s)
	@$(VENV)/bin/python -m compileall -q components policies emulator cli
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.txt
	@echo "yett: installing what the tests need (requirements-dev.txt)"
	@$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@
