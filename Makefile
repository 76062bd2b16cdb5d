# Two commands matter: `make run` opens the console on the bundled drill, `make test` checks everything.
# Both install what they need into .venv from a lock of exact versions and hashes.

PYTHON ?= python3
VENV   := .venv
PY     := $(VENV)/bin/python
OUT    ?= out
PIP     = $(PY) -m pip --disable-pip-version-check --quiet

# Without a display the console plays the drill on its own and leaves papers and pictures.
ifeq ($(shell uname -s),Linux)
  HEADLESS := $(if $(DISPLAY)$(WAYLAND_DISPLAY),,yes)
endif

# Qt speaks UTF-8; told that the locale is plain C it would say so at every start.
ifneq ($(filter C POSIX,$(LC_ALL)),)
  export LC_ALL := C.UTF-8
endif

.PHONY: run test lint types bench coverage install install-dev lock clean
.DEFAULT_GOAL := run

run: install
	@$(PY) -m qh_console.preflight
ifdef HEADLESS
	@echo "没有显示器：无界面演练一遍，文书和图片写入 $(OUT)/ ……"
	@QT_QPA_PLATFORM=offscreen $(VENV)/bin/qh-console demo --out $(OUT)
	@echo "演练完成。文书：$(OUT)/documents  图片：$(OUT)/pictures  清单：$(OUT)/manifest.json"
else
	@$(VENV)/bin/qh-console drill
endif

test: export QT_QPA_PLATFORM = offscreen
test: install-dev
	@$(PY) -m qh_console.preflight
	$(MAKE) --no-print-directory lint types
	$(PY) -m pytest --numprocesses auto --dist loadfile

lint: install-dev
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

types: install-dev
	$(PY) -m mypy

coverage: export QT_QPA_PLATFORM = offscreen
coverage: install-dev
	$(PY) -m pytest tests/domain --cov=qh_console.domain --cov-branch --cov-report=term-missing:skip-covered

bench: export QT_QPA_PLATFORM = offscreen
bench: install-dev
	@for file in $$(ls tests/benchmarks/*.py); do \
	  name=$$(basename $$file .py); echo "== $$name"; $(PY) -m tests.benchmarks.$$name || exit 1; \
	done

install: $(VENV)/.installed-run
install-dev: $(VENV)/.installed-dev

$(VENV)/.installed-run: requirements.txt pyproject.toml setup.py | $(PY)
	@echo "安装运行所需的软件包（第一次要几分钟）……"
	@$(PIP) install --require-hashes -r requirements.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed-run
	@echo "安装测试所需的软件包……"
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@

# A dangling link counts as missing, so a virtual environment whose Python has gone is made anew.
$(PY):
	@$(PYTHON) qh_console/preflight.py --before-install
	@$(PYTHON) -m venv --clear $(VENV)

# Keeps the versions already locked; `make lock UPGRADE=--upgrade` takes the newest that pyproject.toml allows.
LOCK = build/lock/bin/uv pip compile pyproject.toml --group install --universal --python-version 3.11 \
       --generate-hashes --no-strip-extras --no-header --quiet $(UPGRADE)
lock:
	@$(PYTHON) -m venv --clear build/lock
	@build/lock/bin/python -m pip --disable-pip-version-check --quiet install uv
	$(LOCK) --output-file requirements.txt
	$(LOCK) --extra sign --extra dev --constraint requirements.txt --output-file requirements-dev.txt
	@rm -rf build/lock

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist *.egg-info $(OUT)
	find qh_console tests db -type d -name __pycache__ -prune -exec rm -rf {} +
