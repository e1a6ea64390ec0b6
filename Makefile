# Two commands do everything on a fresh Debian 12 with Python and make: `make demo` and `make test`.
# The second run of either starts at once: what is set up is remembered in .venv by stamp files.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check
LOCK   := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
          --no-header --no-annotate --no-emit-index-url --no-emit-find-links

export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help demo test lint types contracts docs reference bench calibrate lock changelog clean packages-demo packages-test

help:
	@echo "make demo       set up, build the example case, publish its dossier, say where to look"
	@echo "make test       set up, then every check: style, types, contracts, docs, tests"
	@echo "make bench      the benchmarks, each with its peer in the same run"
	@echo "make calibrate  how often stated errors hold the truth: skylines, cameras, shadows (half an hour)"
	@echo "make docs       build the documentation into site/"
	@echo "make reference  write the generated part of the documentation again"
	@echo "make lock       resolve the dependencies again (needs uv in .venv)"
	@echo "make clean      remove what these targets made, .venv included"

demo: packages-demo $(VENV)/.ready-demo
	$(BIN)/sightline demo example-case

test: packages-test lint types contracts docs
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

lint: $(VENV)/.ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.ready-dev
	$(BIN)/mypy

contracts: $(VENV)/.ready-dev
	$(BIN)/lint-imports

docs: $(VENV)/.ready-dev
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

reference: $(VENV)/.ready-dev
	$(BIN)/python tools/make_reference.py

bench: packages-test $(VENV)/.ready-dev
	$(BIN)/python benchmarks/write_page.py

calibrate: packages-test $(VENV)/.ready-dev
	$(BIN)/python -m pytest -n0 -q -s tests/measure/chrono/shadow/test_calibration.py tests/measure/geo/test_camera_calibration.py
	$(BIN)/python benchmarks/bench_terrain.py --calibrate 140

lock: $(VENV)/.ready-dev
	$(LOCK) pyproject.toml --all-extras --group dev --upgrade --output-file requirements-dev.txt
	$(LOCK) pyproject.toml --constraints requirements-dev.txt --output-file requirements.txt
	$(LOCK) --group build --constraints requirements-dev.txt --output-file requirements-build.txt

changelog: $(VENV)/.ready-dev
	$(BIN)/towncrier build --yes

clean:
	rm -rf $(VENV) dist site example-case example-case-dossier

# ------------------------------------------------------------------------------------------------------------- set-up

packages-demo:
	@tools/debian_packages.sh demo

packages-test:
	@tools/debian_packages.sh test

$(VENV)/.made: | packages-demo
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Sightline needs Python 3.11 or later; name one with: make PYTHON=python3.11 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "Python cannot make an environment yet. Please run: sudo apt-get install -y python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

# Only what using Sightline needs.
$(VENV)/.ready-demo: $(VENV)/.made requirements.txt requirements-build.txt pyproject.toml
	$(PIP) install --quiet --require-hashes -r requirements.txt
	$(PIP) install --quiet --require-hashes -r requirements-build.txt
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

# That and the tools; the two locks name the same versions, so either may come first.
$(VENV)/.ready-dev: $(VENV)/.made requirements-dev.txt pyproject.toml
	$(PIP) install --quiet --require-hashes -r requirements-dev.txt
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/.ready-demo
