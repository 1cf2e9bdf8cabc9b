# Everything one does with the project. `make` alone lists the targets.
# The Python environment lives in .venv; what is installed there comes from requirements/, exact and with hashes.

.DEFAULT_GOAL := help
# Two targets at once would install into the same environment.
.NOTPARALLEL:

# PYTHON=python3.12 makes the environment with that one; N is the number of stories of `make bench`.
PYTHON ?=
N ?= 1000
# A folder of documents and questions for `make search-bench`; none for questions about the project's own stories.
SET ?=
# UPGRADE=1 lets `make lock` take newer releases; without it only what pyproject.toml asks for changes.
UPGRADE ?=

UV_VERSION := 0.13.8
export NU_VERSION := 26.9.27
export NU_SHA256 := 22f15dd39a33bed929d2a5c0cddf5946849a647eca9272bf4d5d00bc7e7a4d47
# Its releases from 13 on need a newer Node.js than Debian 13 has.
export LIGHTHOUSE_VERSION := 12.8.2
export SCORM_AGAIN_VERSION := 3.4.3
# For the schemas of SCORM that it holds.
export SCORM_PACKAGER_VERSION := 0.2.7
export XAPI_VALIDATION_VERSION := 2.1.4
export PYTHON
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1

venv := .venv
python := $(venv)/bin/python
environment := $(venv)/.environment
site_ready := $(venv)/.site-ready
test_ready := $(venv)/.test-ready
uv_ready := $(venv)/.uv-$(UV_VERSION)
install := $(python) -m pip install -qq

.PHONY: help
help: ## 이 목록을 보입니다 · Show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "make %-12s %s\n", $$1, $$2 }'

.PHONY: site
site: $(site_ready) font pango ## 모두 설치하고 site/를 만듭니다 · Install everything and build site/
	$(venv)/bin/delight build

.PHONY: serve
serve: $(site_ready) font ## 고치는 대로 다시 보여 주는 서버를 엽니다 · Preview in a browser, rebuilt as you edit
	$(venv)/bin/delight serve

.PHONY: test
test: lint chromium font poppler lms ## 코드를 검사하고 시험합니다 · Check the code and run the tests
	$(python) -m pytest -n auto --maxprocesses=8 --dist worksteal

.PHONY: test-all
test-all: lint chromium font poppler lms nu lighthouse players ## 느린 시험과 HTML 검사기, Lighthouse까지 · The same with slow tests, the HTML checker and Lighthouse
	$(python) -m pytest -n auto --maxprocesses=8 --dist worksteal -m "slow or not slow"

.PHONY: lint
lint: $(test_ready) ## 코드의 모양과 자료형만 검사합니다 · Check only style and types
	$(venv)/bin/ruff check
	$(venv)/bin/ruff format --check
	$(venv)/bin/mypy

.PHONY: format
format: $(test_ready) ## 코드의 모양을 고칩니다 · Mend the style of the code
	$(venv)/bin/ruff check --fix-only
	$(venv)/bin/ruff format

.PHONY: docs
docs: $(site_ready) ## docs/의 항목과 메시지 모음을 새로 씁니다 · Rewrite the reference parts of docs/
	$(python) -m generator.reference

.PHONY: bench
bench: $(test_ready) ## 이야기 N=1000개로 빠르기를 잽니다 · Measure the speed with N=1000 stories
	$(python) bench/build.py $(N)

.PHONY: search-bench
search-bench: chromium font ## 검색의 품질과 무게를 잽니다 (SET=폴더) · Measure search: quality, bytes, speed
	$(python) bench/search.py $(SET)

.PHONY: views-bench
views-bench: $(test_ready) ## 접속 로그 100만 줄을 세는 빠르기를 잽니다 · Measure the counting of a million lines of log
	$(python) bench/views.py

.PHONY: broadcast-bench
broadcast-bench: $(test_ready) ## 순서 N=1000개짜리 편성표로 빠르기를 잽니다 · Measure a running order of N=1000 items
	$(python) bench/broadcast.py $(N)

.PHONY: screenshots
screenshots: chromium font ## screenshots/에 화면 그림을 찍습니다 · Take pictures of the pages into screenshots/
	$(python) tools/screenshots.py

.PHONY: lock
lock: $(uv_ready) ## requirements/를 새로 씁니다 (UPGRADE=1: 새 판으로) · Rewrite requirements/ (UPGRADE=1: newest)
	$(call compile,requirements/test.txt,--extra test --extra media --extra mail --extra pdf)
	$(call compile,requirements/site.txt,--extra media --extra mail --extra pdf --constraint requirements/test.txt)

.PHONY: clean
clean: ## 만들고 설치한 것을 모두 지웁니다 · Delete everything made and installed
	rm -rf $(venv) .cache .hypothesis build dist mail node_modules preview screenshots site
	find . -name .git -prune -o -type d -name __pycache__ -prune -exec rm -rf {} +

# --- What the targets stand on ----------------------------------------------------------------------------

.PHONY: FORCE chromium font pango poppler nu lighthouse lms players
FORCE:
chromium: $(test_ready)
	@tools/setup.sh chromium
font:
	@tools/setup.sh font
pango:
	@tools/setup.sh pango
poppler:
	@tools/setup.sh poppler
nu:
	@tools/setup.sh nu
lighthouse: nu # one after the other: they share a folder
	@tools/setup.sh lighthouse
lms:
	@tools/setup.sh lms
players:
	@tools/setup.sh players

# Asked each time, and touched only when it had to be made anew.
$(environment): FORCE
	@tools/setup.sh environment

$(site_ready): requirements/site.txt pyproject.toml $(environment)
	@echo '설치 중 · Installing: requirements/site.txt'
	@$(install) --require-hashes -r requirements/site.txt
	@$(install) --no-deps --no-build-isolation --editable .
	@touch $@

# The tests' packages hold the site's, in the same versions.
$(test_ready): requirements/test.txt pyproject.toml $(environment)
	@echo '설치 중 · Installing: requirements/test.txt'
	@$(install) --require-hashes -r requirements/test.txt
	@$(install) --no-deps --no-build-isolation --editable .
	@touch $(site_ready) $@

$(uv_ready): $(environment)
	@$(install) uv==$(UV_VERSION)
	@touch $@

# All platforms, all Pythons from 3.11; no address of a package index gets into the file.
define compile
	$(venv)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	    $(if $(UPGRADE),--upgrade) pyproject.toml --group build $(2) --output-file $(1)
endef
