# Two commands do everything: `make demo` shows the main job, `make test` checks the project.
PYTHON ?= python3
BIN := .venv/bin
JOBS ?= 2

.PHONY: demo test train results clean

demo: .venv/installed
	@echo "== 1. train on data/corpus (grouped cross-validation, then one final fit)"
	$(BIN)/stancekit train data/corpus --out .demo/model --folds 3 --C 3 --jobs $(JOBS)
	@echo "== 2. evaluate on real statements that the model has not seen"
	$(BIN)/stancekit evaluate data/heldout/quotes.jsonl --model .demo/model --training data/corpus
	@echo "== 3. label the quotes of examples/quotes.jsonl"
	$(BIN)/python examples/show_quotes.py examples/quotes.jsonl .demo/model

test: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2

train: .venv/installed
	$(BIN)/stancekit train data/corpus --out models/default --calibrate-on data/heldout/dev.jsonl --jobs $(JOBS)

results: .venv/installed
	$(BIN)/python experiments/corpus.py
	$(BIN)/python experiments/held_out.py
	$(BIN)/python experiments/agreement.py
	$(BIN)/python experiments/articles.py
	$(BIN)/python experiments/calibration.py --jobs $(JOBS)
	$(BIN)/python experiments/ablation.py --jobs $(JOBS)
	$(BIN)/python experiments/learning_curve.py --jobs $(JOBS)
	$(BIN)/python experiments/render.py

clean:
	rm -rf .venv .demo build dist

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/installed: .venv/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/installed-dev: .venv/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch .venv/installed $@
