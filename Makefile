# Every command a contributor needs. `make help` lists them.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
BIN := .venv/bin
SETUP := .venv/.set-up
SETUP_BENCH := .venv/.set-up-bench
CODE := $(wildcard src tests bench scripts verifier)

# The version of uv has one home, pyproject.toml.
UV_PIN := $(shell sed -n 's/.*"\(uv==[0-9.]*\)".*/\1/p' pyproject.toml)
export UV_PROJECT_ENVIRONMENT := .venv

# Where the machine keeps its own certificates uv trusts those, as pip and curl do, so that it works behind a proxy too.
ifneq ($(wildcard /etc/ssl/certs/ca-certificates.crt),)
export UV_SYSTEM_CERTS ?= true
endif

.PHONY: help
help:  ## list these commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r name what; do printf '  make %-9s %s\n' "$$name" "$$what"; done

.PHONY: setup
setup: $(SETUP)  ## make .venv with the locked dependencies and the holdlaw command

$(SETUP): pyproject.toml uv.lock
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/uv --version 2>/dev/null | grep -qF "$(subst ==, ,$(UV_PIN)) " || $(BIN)/python -m pip install --quiet --disable-pip-version-check "$(UV_PIN)"
	$(BIN)/uv sync --quiet --frozen --compile-bytecode
	@touch $@

.PHONY: demo
demo: setup demo-stop  ## decide the cases in examples/, build two invented agencies in build/demo, serve their desk
	@$(BIN)/holdlaw decide examples/*.yaml || test $$? -eq 1  # 1 is a finding, which an example may well have
	@rm -rf build/demo
	@$(BIN)/holdlaw demo --dir build/demo --background

.PHONY: demo-stop
demo-stop:  ## end the site that `make demo` started
	@test ! -e build/demo/site.pid -o ! -x $(BIN)/holdlaw || $(BIN)/holdlaw demo --dir build/demo --stop

.PHONY: test
test: $(SETUP_BENCH) lint types imports docs  ## run everything: checks, tests, coverage floors, the wheel in an empty environment
	@echo "== tests"
	@$(BIN)/pytest -n auto --dist loadgroup --cov --cov-report=
	@$(BIN)/python scripts/floors.py

.PHONY: soak
soak: setup  ## kill 1,000 writers on each engine, alter every row of every table, compare 5,000,000 rows: hours
	@echo "== soak"
	@HOLDLAW_SOAK=1 $(BIN)/pytest -s tests/store/test_kills.py tests/store/test_writers.py tests/store/test_tampering*.py tests/reports/test_suppression_attack.py
	@HOLDLAW_SOAK=1 $(BIN)/pytest -n auto tests/simulate/test_agreement.py tests/simulate/test_clock_bills.py

.PHONY: lint
lint: setup  ## style, complexity and formatting
	@echo "== lint"
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet . || { echo "Not formatted; 'make format' mends it:"; $(BIN)/ruff format --check .; }
	@$(BIN)/uv lock --check --quiet

.PHONY: format
format: setup  ## mend what lint can mend by itself
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .

.PHONY: types
types: setup  ## mypy, strict, over the whole tree
	@echo "== types"
	@$(BIN)/mypy $(CODE)

.PHONY: imports
imports: setup  ## imports only point down
	@echo "== imports"
	@$(BIN)/lint-imports --no-cache --no-logo

.PHONY: docs
docs: setup  ## build docs/ into build/docs; a broken link fails
	@echo "== docs"
	@$(BIN)/python scripts/reference.py --check
	@$(BIN)/zensical build --clean --strict

.PHONY: bench
bench: $(SETUP_BENCH)  ## time the engine, beside others, the register and the desk
	@$(BIN)/python -m bench

$(SETUP_BENCH): $(SETUP)
	$(BIN)/uv sync --quiet --frozen --compile-bytecode --group bench
	@touch $@

.PHONY: clean
clean: demo-stop  ## remove everything these commands made
	rm -rf .venv build dist .cache .coverage .coverage.* htmlcov .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find src tests bench scripts verifier -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
