# Petition Desk (乡镇信访工作台). Each target is one line a person can read; `make run` and `make test` need nothing done before.
PYTHON := .venv/bin/python
export QT_QPA_PLATFORM ?= $(if $(DISPLAY)$(WAYLAND_DISPLAY),,offscreen)

.PHONY: run test fast faults check lint bench fuzz shots package lock clean

.venv/ready: requirements.lock installer/prepare.sh
	sh installer/prepare.sh

run: .venv/ready  ## open the program; without a display, play the practice day into build/practice-day
	$(PYTHON) -m app $(ARGS)

test: .venv/ready  ## the whole suite on every core, headless; what .ci/run calls
	sh installer/postgresql.sh && PYTHONDONTWRITEBYTECODE= QT_QPA_PLATFORM=offscreen $(PYTHON) -m pytest tests -n auto --dist loadfile --no-loadscope-reorder

fast: .venv/ready  ## the rules, the storage and the files, without windows and slow faults
	$(PYTHON) -m pytest tests -m "not qt and not slow" -q

faults: .venv/ready  ## power cuts, kills, failing disks, flipped bits, wrong clocks at the size of a release (hours)
	PETITION_DESK_FAULTS=large QT_QPA_PLATFORM=offscreen $(PYTHON) -m pytest tests/faults -n auto --dist loadfile --timeout=36000

lint: .venv/ready  ## style, types and the arrows between the rooms
	.venv/bin/ruff check app tests installer && .venv/bin/ruff format --check app tests installer && .venv/bin/mypy app && .venv/bin/lint-imports

check: lint test  ## the single gate

bench: .venv/ready  ## ratios against bare baselines, printed and written to build/bench.md
	$(PYTHON) -m tests.bench

fuzz: .venv/ready  ## broken bundles that breed where they reach new code, for MINUTES (60)
	$(PYTHON) -m tests.exchange.coverage_guided --minutes $(or $(MINUTES),60)

shots: .venv/ready  ## a picture of every page, dialog and form, in build/shots
	QT_QPA_PLATFORM=offscreen $(PYTHON) -m app --shots build/shots

package: .venv/ready  ## the installers for Linux and Windows with their sums, in dist; the Linux program has tested itself
	$(PYTHON) -m installer.package $(ARGS)

lock: .venv/ready  ## choose newer versions of the dependencies and pin them
	$(PYTHON) -m pip install -q uv && $(PYTHON) -m uv pip compile pyproject.toml --extra develop --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q --upgrade -o requirements.lock

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
