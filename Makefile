# Armoire: everything a newcomer needs. POSIX sh, make and Python >= 3.11 with pip are enough.

PYTHON_ENV = .venv
PYTHON = $(PYTHON_ENV)/bin/python
RUN = $(PYTHON_ENV)/bin
DEMO = demo

# Qt speaks UTF-8 alone, and says so wherever an environment names no language.
LANG ?= C.UTF-8
export LANG

# The node that a wheel brings, never one that happens to be on the machine.
export PYRIGHT_PYTHON_GLOBAL_NODE = 0
export PYRIGHT_PYTHON_IGNORE_WARNINGS = 1

.PHONY: help demo test run lint bench package environment clean

help:
	@echo "make demo     an example vault, its reports and pictures in $(DEMO)/, then the window"
	@echo "make run      the program"
	@echo "make test     every check and test"
	@echo "make lint     the checks without the tests"
	@echo "make bench    the measurements"
	@echo "make package  the program as one folder, and its smoke test"

environment:
	@sh packaging/environment.sh $(PYTHON_ENV)

demo: environment
	QT_QPA_PLATFORM=offscreen $(PYTHON) -m ui demo --replace $(DEMO)/
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then $(PYTHON) -m ui $(DEMO)/exemple.armoire; fi

run: environment
	$(PYTHON) -m ui

lint: environment
	$(RUN)/ruff format --check --quiet .
	$(RUN)/ruff check --quiet .
	$(RUN)/pyright
	$(RUN)/lint-imports --no-logo

test: lint
	@sh packaging/test_tools.sh
	QT_QPA_PLATFORM=offscreen $(PYTHON) -m pytest --benchmark-skip -n auto

bench: environment
	QT_QPA_PLATFORM=offscreen $(PYTHON) -m pytest tests/benchmarks --benchmark-only -p no:randomly --timeout=0

package: environment
	$(RUN)/pyinstaller --noconfirm --clean --log-level WARN \
		--distpath dist --workpath build/pyinstaller packaging/armoire.spec
	$(PYTHON) packaging/smoke.py dist/armoire

clean:
	rm -rf build dist $(DEMO)
