# The two commands of the README are `make run` and `make test`; everything they need is installed here.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

# A Python 3.12 or later that can make an environment with pip in it: on the path, in pyenv, or found by uv.
COMPLETE := import sys, venv, ensurepip; assert sys.version_info >= (3, 12)
FIND_PYTHON = for p in $$(for v in 3.14 3.13 3.12; do command -v python$$v; \
      ls -d $${PYENV_ROOT:-$$HOME/.pyenv}/versions/$$v*/bin/python 2>/dev/null; done; command -v python3; \
      command -v uv >/dev/null && uv python find '>=3.12' 2>/dev/null); do \
    if "$$p" -c '$(COMPLETE)' 2>/dev/null; then echo "$$p"; exit 0; fi; done; \
  echo "Wattprint is built with Python 3.12 or later, with its modules venv and ensurepip; none was found on the path," >&2; \
  echo "in pyenv or by uv. One of these installs it; then run the same command again:" >&2; \
  echo "    uv python install 3.13                  (uv: https://docs.astral.sh/uv/)" >&2; \
  if command -v apt-get >/dev/null && python3 -c 'import sys; assert sys.version_info >= (3, 12)' 2>/dev/null; then \
  echo "    sudo apt-get install python3-venv       (your python3 is new enough, and lacks only this)" >&2; fi; \
  if command -v brew >/dev/null; then echo "    brew install python@3.13" >&2; fi; \
  echo "    pyenv install 3.13" >&2; exit 1
BIN := .venv/bin

.PHONY: help build facts run site dev lab publish data demo demo-terminal extension test pictures accuracy lint bench soak new-adapter new-method new-model stale licences numbers release requirements clean
help: ## what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

.venv/.stamp: requirements.txt pyproject.toml engine/build_facts.py engine/wattprint/version.py
	@python="$$($(FIND_PYTHON))"; echo "Setting up .venv with $$python"; \
	  $(BIN)/python -m pip --version >/dev/null 2>&1 || { rm -rf .venv; "$$python" -m venv .venv; }
	@echo "Installing the packages of requirements.txt (a minute or two the first time)"
	@$(BIN)/python -m pip install --progress-bar off --disable-pip-version-check --require-hashes -r requirements.txt \
	  | { n=0; all=$$(grep -c '^[a-z0-9].*==' requirements.txt); while IFS= read -r line; do case "$$line" in \
	      Collecting*) n=$$((n + 1)); ((n % 25)) || echo "  $$n of $$all looked up";; \
	      "Installing collected"*) echo "  unpacking them";; esac; done; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

FACTS := engine/wattprint/facts/compiled/facts.json
$(FACTS): .venv/.stamp $(shell find data -mindepth 1 -type d) $(shell find data engine/wattprint/facts -name '*.toml' -o -name '*.csv' -o -name 'compile.py' -o -name 'schema.py' -o -name 'models.py' 2>/dev/null)
	@$(BIN)/python -m wattprint.facts.compile
	@touch $@

facts: $(FACTS) ## compile data/ into the engine
build: $(FACTS) ## .venv with the engine, .venv/bin/wattprint, the wheel in dist/, the browser's runtime in dist/site/, the extension
	@echo "Building the wheel"; rm -f dist/*.whl
	@$(BIN)/python -m build --wheel --no-isolation --outdir dist . >dist.log 2>&1 || { cat dist.log; exit 1; }
	@rm -f dist.log; ls -l dist/*.whl | awk '{print "Built " $$NF " (" $$5 " bytes)"}'
	@$(BIN)/python -m browser.runtime
	@$(BIN)/python -m extension.build

RUN := $(BIN)/wattprint
PORT ?= 8000
JOBS ?= 2
site: build ## the site, in dist/site
	@$(BIN)/python site/build.py --site-url "$(SITE_URL)"

run: build ## build everything and serve it at http://localhost:8000 (PORT= for another)
	@exec $(BIN)/python site/build.py --serve $(PORT)

dev: build ## the same, rebuilt and reloaded when a file changes
	@exec $(BIN)/python site/build.py --draft --watch $(PORT)

data: build ## all estimates and coefficients to download, in dist/site/data (kept while the engine is the same)
	@$(BIN)/python site/build.py --data

publish: build ## a site for any static host: make publish DIR=folder SITE_URL=https://example.org/wattprint
	@test -n "$(DIR)" -a -n "$(SITE_URL)" || { echo "Say where: make publish DIR=folder SITE_URL=https://example.org/wattprint" >&2; exit 1; }
	@$(BIN)/python site/build.py --data --release --site-url "$(SITE_URL)" --publish "$(DIR)"

lab: build ## the pages of Python cells, isolated, by PyScript's own server: http://localhost:8000/lab/ (PORT= for another)
	@$(BIN)/python site/build.py --draft
	@exec $(BIN)/python -m pyscript run dist/site --no-view --port $(PORT)

extension: build ## the extension alone: dist/wattprint-{chromium,firefox,source}.zip, and how to load it
	@$(BIN)/python -m extension.load

demo: build ## Chromium with the extension and a chat on this machine, where there is a screen
	@bash tests/browser/install.sh
	@$(BIN)/python -m extension.demo

demo-terminal: build ## estimate real requests and a day of use, and write dist/report.html
	@echo; echo "One request:"; $(RUN) estimate --model gpt-4o --input-tokens 300 --output-tokens 400
	@echo; echo "The same by three models:"; $(RUN) compare --input-tokens 300 --output-tokens 400 --models gpt-4o,mistral-large,llama-3.1-8b
	@echo; echo "The same by every method:"; $(RUN) compare --model gpt-4o --input-tokens 300 --output-tokens 400 --methods all
	@echo; echo "A day of use (data/examples/day.jsonl), by chatbot:"; $(RUN) tally data/examples/day.jsonl --by chatbot
	@echo; $(RUN) report data/examples/day.jsonl --by model --requests data/examples/requests.json --out dist/report.html | tail -1
	@echo "Open dist/report.html in a browser; \`$(RUN) --help\` says what else there is."

test: build ## every test, in two processes (JOBS= for more), or a part: make test PYTEST=tests/engine
	@bash tests/browser/install.sh
	@echo "Running the tests, which drive Chromium and Firefox: ten minutes or so on two cores; each dot is a test"
	@$(BIN)/python -m pytest --numprocesses $(JOBS) --dist loadfile --no-loadscope-reorder --durations 15 --durations-min 1 $(PYTEST) || \
	  { status=$$?; [ $$status -eq 1 ] || exit $$status; echo "Once more, one at a time, what failed beside another browser:"; \
	    $(BIN)/python -m pytest --last-failed --last-failed-no-failures none $(PYTEST); }

pictures: site ## the pictures of the README and of the stores, taken again
	@$(BIN)/python -m tests.site.pictures
	@$(BIN)/python -m tests.extension.pictures

accuracy: build ## rewrite the accuracy page from the data and the method
	@$(BIN)/wattprint accuracy --page site/content

lint: $(FACTS) ## ruff, mypy --strict, import-linter
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && cd engine && ../$(BIN)/lint-imports --config ../pyproject.toml
	@$(BIN)/python -m release.stale --short

bench: build ## speed and memory beside the peer, as ratios of one run
	@$(BIN)/python tests/bench/speed.py
	@$(BIN)/python -m tests.bench.browser
	@$(BIN)/python -m tests.bench.extension_views
	@$(BIN)/python tests/bench/batch.py
	@$(BIN)/python tests/bench/importers.py
	@$(BIN)/python -m tests.site.bench
	@$(BIN)/python -m tests.site.lighthouse
	@$(BIN)/python tests/bench/batch.py engines

soak: build ## the long counts, resumable; the result is committed
	@$(BIN)/python tests/soak/run.py
	@$(BIN)/python tests/soak/batch.py
	@$(BIN)/python -m tests.soak.extension

# `make new-adapter kimi` as well as `make new-adapter NAME=kimi`: the second goal is then no goal.
ifneq (,$(filter new-%,$(firstword $(MAKECMDGOALS))))
NAME ?= $(word 2,$(MAKECMDGOALS))
$(eval .PHONY: $(wordlist 2,9,$(MAKECMDGOALS)))
$(eval $(wordlist 2,9,$(MAKECMDGOALS)):;@:)
endif
NEW = @test -n "$(NAME)" || { echo "Say its name: make $@ $(1)" >&2; exit 1; }; $(BIN)/python -m skeletons $(2) "$(NAME)"

new-adapter: .venv/.stamp ## a draft of what follows a chatbot: make new-adapter kimi HOST=www.kimi.com
	$(call NEW,kimi HOST=www.kimi.com,adapter) --host "$(HOST)"

new-method: .venv/.stamp ## a draft of a published method: make new-method acme-2026
	$(call NEW,acme-2026,method)

new-model: .venv/.stamp ## a draft of a model: make new-model acme/acme-large-2
	$(call NEW,acme/acme-large-2,model)

stale: $(FACTS) ## what of data/ nobody has looked at for a year (DAY=2027-12-01 for another day than today)
	@$(BIN)/python -m release.stale $(DAY)

numbers: $(FACTS) ## what changed in the numbers since the last release, into the changelog
	@$(BIN)/python -m release.numbers

release: $(FACTS) ## dist/release/VERSION: all archives built twice and compared, their hashes, a bill of materials
	@test -n "$(VERSION)" || { echo "Say which: make release VERSION=0.2.0 (SITE_URL=https://... for the site's own address)" >&2; exit 1; }
	@$(BIN)/python -m release "$(VERSION)" --site-url "$(SITE_URL)"

licences: build ## LICENCES.txt again, of everything that is carried
	@$(BIN)/python -m release.licences

requirements: .venv/.stamp ## pin every package again, with hashes
	@$(BIN)/python -m pip install --quiet uv && $(BIN)/uv pip compile pyproject.toml --all-extras --group dev --universal \
	  --python-version 3.12 --generate-hashes --no-emit-index-url --quiet --output-file requirements.txt

clean: ## remove what was built
	@rm -rf .venv node_modules tests/site/node_modules tests/site/lighthouse/node_modules tests/extension/tools/node_modules dist engine/wattprint/facts/compiled .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
