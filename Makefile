# make demo   install, read examples/, show the record
# make test   install, run every check and test against the built wheel
# make model  train the Indonesian model anew (DATA=folder; see training/README.md)
# make lock   pin the dependencies anew
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
STAMPS := $(VENV)/.stamps

DATA   ?= ../shared

.PHONY: demo test check model lock clean

demo: $(STAMPS)/run
	@$(BIN)/python examples/demo.py

test: $(STAMPS)/dev
	@rm -rf dist && $(BIN)/python -m build --wheel --no-isolation --outdir dist . > $(STAMPS)/build.log 2>&1 || { cat $(STAMPS)/build.log; exit 1; }
	@$(BIN)/python -m pip install -q --no-deps --force-reinstall dist/*.whl
	$(BIN)/ruff format --check src tests bench examples training
	$(BIN)/ruff check src tests bench examples training
	$(BIN)/mypy
	$(BIN)/lint-imports
	@$(BIN)/python tests/browser.py > /dev/null
	$(BIN)/python -m pytest --cov=jejak --cov-report=term:skip-covered -q

check: $(STAMPS)/dev
	$(BIN)/ruff format src tests bench examples training
	$(BIN)/ruff check --fix src tests bench examples training
	$(BIN)/mypy

model: $(STAMPS)/dev
	@$(BIN)/python -m pip install -q --no-deps -e . && $(BIN)/python -m pip install -q -r training/requirements.txt
	$(BIN)/python training/make.py $(DATA)

lock: $(STAMPS)/venv
	@$(BIN)/python -m pip install -q 'uv>=0.5'
	$(BIN)/uv pip compile -q pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -o requirements/run.txt
	$(BIN)/uv pip compile -q pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -o requirements/dev.txt

clean:
	rm -rf $(VENV) dist

$(STAMPS)/venv:
	@command -v $(PYTHON) > /dev/null || { echo "jejak needs Python 3.11 or newer: no '$(PYTHON)' here. Install it, or say which: make PYTHON=/path/to/python3.12"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "jejak needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) -V). Say which to use: make PYTHON=/path/to/python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Could not make a virtual environment; on Debian: apt-get install python3-venv"; exit 1; }
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/run: $(STAMPS)/venv requirements/run.txt pyproject.toml $(shell find src -type f -not -name '*.pyc')
	@echo "Installing jejak into $(VENV) (a minute or two the first time) ..."
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes -r requirements/run.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps .
	@touch $@

$(STAMPS)/dev: $(STAMPS)/venv requirements/dev.txt pyproject.toml
	@echo "Installing what the checks need into $(VENV) ..."
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes -r requirements/dev.txt
	@touch $@
