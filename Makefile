# Everything a checkout needs: `make setup` once, then `make demo`, `make test`, `make check`.
#
# Elsewhere on Linux, PyPI's torch brings CUDA with it. For the CPU alone:
#   make setup PIP_ARGS="--extra-index-url https://download.pytorch.org/whl/cpu"
# For another interpreter (3.11 or newer): make setup PYTHON=/path/to/python3.12

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
BENCH_READY := $(VENV)/.ready-bench
PIP_ARGS ?=
NEW_ENOUGH := import sys, venv; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for each in python3.11 python3.12 python3.13 python3.14 python3; do \
	$$each -c '$(NEW_ENOUGH)' >/dev/null 2>&1 && echo $$each && break; done)
ONE_THREAD := OMP_NUM_THREADS=1
DEMO := runs/demo

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-all check bench clean

help:
	@echo "make setup | demo | test | test-all | check | bench | clean"

setup: $(READY)

$(READY): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or newer with venv on the path. Install one, or: make setup PYTHON=/path/to/python3"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --disable-pip-version-check $(PIP_ARGS) -c constraints.txt -e '.[dev]'
	touch $@

$(BENCH_READY): $(READY)
	$(BIN)/python -m pip install --disable-pip-version-check $(PIP_ARGS) -c constraints.txt -e '.[dev,bench]'
	touch $@

demo: setup
	rm -rf $(DEMO)
	$(BIN)/inward run emergent-misalignment --out $(DEMO)
	@echo "The report: $(abspath $(DEMO))/report.html"

test: setup
	$(ONE_THREAD) $(BIN)/python -m pytest -n 2 --dist loadgroup

test-all: setup
	$(ONE_THREAD) $(BIN)/python -m pytest -n 2 --dist loadgroup -m ''

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(ONE_THREAD) $(BIN)/python -m pytest -s tests/test_fitness.py

bench: setup $(BENCH_READY)
	$(ONE_THREAD) $(BIN)/python benchmarks/study.py --whole

# Run folders are yours: they stay.
clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	find . -name __pycache__ -type d -not -path './.git/*' -prune -exec rm -rf {} +
