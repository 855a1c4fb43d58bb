# Hvert mål setter opp det som trengs. · Every target sets up what it needs.
.DEFAULT_GOAL := help
.PHONY: help setup intake plan letters year test check soak bench calibrate lock clean

BIN := .venv/bin
READY := .venv/.ready
READY_DEV := .venv/.ready-dev
PYTEST := $(BIN)/python -m pytest

help:
	@awk -F ' ## ' '/^[a-z]+:.* ## / { sub(/:.*/, "", $$1); printf "make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Setter bare opp kull. · Only sets up kull.
	@rm -f $(READY)
	@$(MAKE) --no-print-directory $(READY)

intake: $(READY) ## Leser det som er nytt i inbox/. · Reads what is new in inbox/.
	@$(BIN)/kull intake

plan: $(READY) ## Fordeler plassene og viser planen. · Gives out the places and shows the plan.
	@$(BIN)/kull plan

letters: $(READY) ## Leser inbox/, fordeler plassene, skriver brevene som utkast. · The main job: reads, plans, writes the letters.
	@$(BIN)/kull intake
	@$(BIN)/kull plan >/dev/null
	@$(BIN)/kull letters
	@cat tools/where_to_look.txt

year: $(READY) ## Fører eksempelet gjennom hele året (make year DIR=mappe). · Carries the example through its whole year.
	@$(BIN)/python tools/make_year.py $(DIR)

test: $(READY_DEV) ## Kjører testene. · Runs the tests.
	@$(PYTEST) -n auto

check: $(READY_DEV) ## Format, kodestil, typer, oversettelser og tester. · Format, lint, types, translations and tests.
	@$(BIN)/ruff format --check
	@$(BIN)/ruff check
	@$(BIN)/mypy
	@$(BIN)/python tools/i18n.py --check
	@$(PYTEST) -n auto

soak: $(READY_DEV) ## De lange testene. · The long tests.
	@$(PYTEST) -m soak

bench: $(READY_DEV) ## Måler farten. · Measures the speed.
	@for measure in formats letters pdf commands corpus; do PYTHONPATH=.:tests $(BIN)/python bench/$$measure.py || exit; echo; done

calibrate: $(READY_DEV) ## Måler på nytt hvor sikker lesingen er. · Measures anew how sure reading is, and draws it.
	@PYTHONPATH=.:tests:tests/recognise $(BIN)/python tools/calibrate.py

lock: ## Låser pakkene på nytt etter pyproject.toml. · Locks the packages anew from pyproject.toml.
	@tools/lock.sh

clean: ## Fjerner det som settes opp på nytt; innboks, utboks og register blir stående. · Removes the set-up and caches, no work.
	@rm -rf .venv .mypy_cache .ruff_cache .hypothesis .coverage dist build
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): requirements.lock pyproject.toml tools/setup.sh
	@tools/setup.sh
	@touch $@

$(READY_DEV): $(READY) requirements-dev.lock
	@tools/setup.sh dev
	@touch $@
