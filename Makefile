# Two commands do all the set-up: `make demo` and `make test`. Everything else supposes one of them, or `make setup`.
PYTHON ?= python3
ARGS ?=
CORES := $(shell $(PYTHON) -c 'import os; print(os.cpu_count() or 1)')
PY := .venv/bin/python
SERVICES := $(PY) -m scripts.services
export PYTHONUNBUFFERED := 1

.PHONY: help python setup setup-tests demo test explore lint fmt run worker bench messages lock clean

help:
	@echo "make demo      the site with both sample inspections, http://127.0.0.1:8000 (PORT=8001, SERVE=0)"
	@echo "make test      all tests; a part: make test ARGS='tests/reports -q'"
	@echo "make explore   the properties, on new random examples; a part: make explore ARGS='tests/quantities'"
	@echo "make lint      ruff, djade, mypy        make fmt     formats code and templates"
	@echo "make run       Django's own server, reloading      make worker  the background worker beside it"
	@echo "make bench     benchmarks               make messages  brings the English of the interface in step"
	@echo "make lock      pins the dependencies anew           make clean   removes what was generated, data included"

python:
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; name one: make PYTHON=python3.12 ...")'

setup: python
	@$(PYTHON) -m scripts.setup

setup-tests: python
	@$(PYTHON) -m scripts.setup --tests

demo: setup
	@$(PY) -m scripts.demo

test: setup-tests
	@$(SERVICES) run --temporary -- $(PY) -m pytest $(or $(ARGS),-q -n $(CORES) --dist loadfile)

explore: setup-tests
	@$(SERVICES) run --temporary -- $(PY) -m pytest --hypothesis-profile explore -m hypothesis $(ARGS)

lint: setup-tests
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	@git ls-files -z --cached --others --exclude-standard '*.html' | xargs -0 -r .venv/bin/djade --check --target-version 5.2
	$(PY) -m mypy

fmt: setup-tests
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .
	@git ls-files -z --cached --others --exclude-standard '*.html' | xargs -0 -r .venv/bin/djade --target-version 5.2

run: setup
	$(SERVICES) run -- sh -c '$(PY) manage.py migrate --verbosity 0 && exec $(PY) manage.py runserver $(ARGS)'

worker: setup
	$(SERVICES) run -- $(PY) -m celery --app config worker --beat --queues default,pdf --loglevel info $(ARGS)

bench: setup-tests
	$(SERVICES) run --temporary -- $(PY) -m benchmarks $(ARGS)

messages: setup
	$(PY) manage.py messages $(ARGS)

lock:
	$(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-header --no-annotate pyproject.toml --output-file requirements.lock
	$(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-header --no-annotate --constraint requirements.lock --group dev pyproject.toml \
		--output-file requirements-dev.lock

clean:
	-@$(SERVICES) stop
	rm -rf .venv var locale/*/LC_MESSAGES/*.mo
