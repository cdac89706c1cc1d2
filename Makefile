# The one door. Every target sets itself up on a machine with Python 3.11 and make.
# Private index, proxy or certificate: pip's own configuration (PIP_INDEX_URL, pip.conf) is used as it is.

PYTHON ?= python3.11
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
OUT    ?= stadtland-data
ROWS   ?= 5000

.PHONY: help setup demo test check bench docs lock clean

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 10

setup: $(READY) ## make .venv with every pinned dependency, byte-compiled

$(READY): requirements.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) not found: install Python 3.11, or say make PYTHON=…"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@echo "Installing the pinned dependencies (1-3 minutes, once) …"
	@# The lock is complete, so nothing is resolved again: older pips resolve extras against unpinned releases.
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q config delivery flows schemas sources transforms
	@touch $@

demo: $(READY) ## one whole exchange on a generated city: ends with a verified package and a report
	$(BIN)/stadtland demo --rows $(ROWS) --out $(OUT)

test: $(READY) ## all tests; those that need a server start it, or say why they skip
	$(BIN)/python -m pytest

check: $(READY) ## lint, format, types, import contracts, generated files in sync
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m config.json_schema --check
	$(BIN)/python -m docs.generate --check

bench: $(READY) ## benchmarks: ratios to a floor in the same run, and peak memory
	$(BIN)/python -m benchmarks

docs: $(READY) ## regenerate docs/generated and the agreement's JSON Schema
	$(BIN)/python -m config.json_schema
	$(BIN)/python -m docs.generate

lock: ## pin all dependencies again (needs uv)
	uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --no-annotate --upgrade -o requirements.lock

clean: ## remove what make made
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
