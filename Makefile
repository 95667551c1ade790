# Every target sets up what it needs; only Python 3.11 or newer with pip and venv must be there.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
FLOORS := schemas normalize extract check store pipeline web cli corpora

.PHONY: setup demo test score bench fuzz feeds notebooks lock clean always

setup: .venv/installed

demo: setup
	@rm -rf build/demo
	$(BIN)/gouji run corpora/demo/reports -o build/demo --fail-on never
	$(BIN)/gouji report build/demo -o build/demo/report.html

test: setup
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal

# From nothing each time: what is in a store already would not be read again.
score: setup
	@rm -rf build/score
	$(BIN)/gouji run corpora/gold/reports -o build/score --format jsonl --fail-on never
	$(BIN)/python corpora/gold/score.py corpora/gold/dev build/score
	$(BIN)/gouji run corpora/strangers/reports -o build/score/strangers --format jsonl --fail-on never
	$(BIN)/python corpora/gold/score.py corpora/strangers/gold build/score/strangers

# What gouji is held against has an environment of its own, so that it can never become a dependency.
bench: setup build/peers/installed
	$(BIN)/python bench/speed.py --peers build/peers/bin/python
	$(BIN)/python bench/conformance.py --peers build/peers/bin/python
	$(BIN)/python bench/ablation.py
	$(BIN)/python bench/growth.py
	$(BIN)/python bench/check_scale.py
	$(BIN)/python bench/readers.py

# Damaged files of each kind; make fuzz N=500 KINDS=pdf,docx takes fewer. All of them take hours.
N ?= 20000
KINDS ?= txt,html,mhtml,xlsx,docx,zip,pdf,pdf-tables,png,jpeg,tiff,scan
fuzz: setup
	$(BIN)/python bench/fuzz.py --files $(N) --kinds $(KINDS)

# build/feeds/superset.zip, which `superset import-dashboards -p` takes: docs/feeds.md.
feeds:
	@mkdir -p build/feeds
	$(PYTHON) -m zipfile -c build/feeds/superset.zip docs/feeds/superset/

# Runs them and keeps in them what they show; needed where that has changed.
notebooks: setup
	$(BIN)/python notebooks/execute.py

build/peers/installed: bench/requirements-peers.lock
	$(PYTHON) -m venv --clear build/peers
	build/peers/bin/python -m pip install -qq --require-hashes -r bench/requirements-peers.lock
	@touch $@

# Needs uv; takes the newest versions that pyproject.toml allows.
lock:
	uv pip compile pyproject.toml --group dev --all-extras --universal --python-version 3.11 --generate-hashes --no-header --upgrade --quiet -o requirements.lock

clean:
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find $(FLOORS) tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("gouji needs Python 3.11 or newer: make PYTHON=...")'
	$(PYTHON) -m venv .venv

.venv/locked: requirements.lock | $(BIN)/python
	$(BIN)/python -m pip install -qq --require-hashes -r requirements.lock
	@touch $@

# A strict editable install is a tree of links to the files that were there, so it hangs on their names, not their contents.
.venv/sources: always | $(BIN)/python
	@find $(FLOORS) \( -path corpora/gold -o -path corpora/strangers \) -prune -o -type f ! -name '*.pyc' -print | LC_ALL=C sort > $@.new
	@if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

.venv/installed: pyproject.toml .venv/locked .venv/sources
	$(BIN)/python -m pip install -qq --no-deps --no-build-isolation --config-settings editable_mode=strict --editable .
	@touch $@
