# The commands of this site. They need Python 3.11 or newer, make and git; the rest
# goes into a virtual environment. Anything below can be set on the command line:
#
#     make html VENV=~/environments/blog BUILDDIR=/tmp/blog SPHINXOPTS="-W"
#
# Recipes quote these paths, so spaces in them do no harm.
PYTHON     ?= python3
VENV       ?= .venv
BUILDDIR   ?= _build
PORT       ?= 8000
HOSTS      ?=
JOBS       ?= auto
SPHINXOPTS ?=
PYTESTOPTS ?=
PYTESTJOBS ?= auto
UVOPTS     ?=
BENCHOPTS  ?=
NOXOPTS    ?=
MUTANTS    ?=

# The interpreter of the environment, our command (python -m permalink_blog --help), and
# Sphinx for one builder. Each builder keeps doctrees of its own: it sees what changed
# since its own last build.
RUN      = "$(VENV)/bin/python"
BLOG     = PYTHONPATH="_ext$${PYTHONPATH:+:$$PYTHONPATH}" $(RUN) -m permalink_blog
SPHINX   = $(RUN) -m sphinx -b $(1) -j "$(JOBS)" -d "$(BUILDDIR)/doctrees/$(1)" $(SPHINXOPTS) . "$(BUILDDIR)/$(1)"
WHERE    = @$(RUN) tools/location.py "$(BUILDDIR)/$(1)/index.html"

.DEFAULT_GOAL := help
# "make html dirhtml" with -j would set up one environment twice at a time.
.NOTPARALLEL:

##   html          builds the site into _build/html
.PHONY: html
html: environment
	$(call SPHINX,html)
	$(call WHERE,html)

##   dirhtml       builds it into _build/dirhtml, for URLs that end in a slash
.PHONY: dirhtml
dirhtml: environment
	$(call SPHINX,dirhtml)
	$(call WHERE,dirhtml)

# A preview lists drafts and shows mistakes, so it has a folder of its own. It answers to
# the names of this machine, and to those in HOSTS. All of the checkout is watched, but
# for what is no part of the site.

##   livehtml      serves a preview on PORT (8000), and rebuilds it when a file changes
.PHONY: livehtml
livehtml: environment
	$(BLOG) preview --build-dir "$(BUILDDIR)" --port "$(PORT)" --jobs "$(JOBS)" \
		$(foreach host,$(HOSTS),--allow-host="$(host)") --ignore "$(VENV)" \
		$(foreach each,tests benchmarks tools .ci .github test-artifacts,--ignore $(each)) \
		-- $(SPHINXOPTS)

# In a clone: a blog of your own, beside it. STARTOPTS has further options, as in
# STARTOPTS='--title "My blog" --author "My name"'; what is missing is asked for.
STARTOPTS ?=

##   start         writes a new blog into DIR (FROM=../old-site: imports that)
.PHONY: start
start: environment
	@test -n "$(DIR)" || { \
		echo "Name a new folder: make start DIR=../my-blog" >&2; \
		exit 2; }
	@$(BLOG) start "$(DIR)" $(if $(FROM),--from "$(FROM)") $(STARTOPTS)

# What the user typed goes to the command as it is: make expands no dollar in it, and the
# shell sees it only as a variable.
ifneq ($(filter new,$(MAKECMDGOALS)),)
override TITLE := $(value TITLE)
override TAGS := $(value TAGS)
override CATEGORY := $(value CATEGORY)
export TITLE TAGS CATEGORY
endif

##   new           writes a post: make new TITLE="My title" TAGS="a b" CATEGORY=c
.PHONY: new
new: environment
	@$(BLOG) new --tags="$$TAGS" --category="$$CATEGORY" \
		--output "$(BUILDDIR)/html" --output "$(BUILDDIR)/dirhtml" -- "$$TITLE"

##   notebooks     builds the site and runs notebooks whose code has changed
.PHONY: notebooks
notebooks: environment
	NOTEBOOKS=cache $(call SPHINX,html)
	$(call WHERE,html)

##   check         reports every mistake in posts and pages, permalinks and links
.PHONY: check
check: environment
	@$(BLOG) check --build-dir "$(BUILDDIR)" --builder $(BUILDER) --jobs "$(JOBS)" -- $(SPHINXOPTS)

##   epub          makes a book of the posts for e-readers, in _build/epub
.PHONY: epub
epub: environment
	$(call SPHINX,epub)
	@$(RUN) tools/location.py "$(BUILDDIR)"/epub/*.epub

##   latexpdf      makes the same book as a PDF (requires LaTeX), in _build/latex
.PHONY: latexpdf
latexpdf: environment
	@$(RUN) tools/tex.py
	$(call SPHINX,latex)
	$(MAKE) -C "$(BUILDDIR)/latex" all-pdf \
		LATEXMKOPTS="-g -interaction=nonstopmode -halt-on-error"
	@$(RUN) tools/location.py "$(BUILDDIR)"/latex/*.pdf

# As many tests at a time as there are cores. One worker has the tests of a module, which
# share builds, until another has nothing left to do.
PYTEST = $(RUN) -m pytest -n "$(PYTESTJOBS)" --dist worksteal

##   test          runs the quick tests of everything, before each commit; takes minutes.
##                 PYTESTOPTS=tests/urls: those of one package, in seconds
.PHONY: test
test: environment-dev
	$(PYTEST) -m "not slow" --hypothesis-profile=quick $(PYTESTOPTS)

##   test-all      runs all tests, and fails if they cover less than 95 % of _ext
.PHONY: test-all
test-all: environment-dev
	COVERAGE_FILE="$(abspath $(BUILDDIR))/coverage/data" $(PYTEST) $(COVERAGE) $(PYTESTOPTS)

##   test-rest     runs what "make test" does not: slow tests, and all generated examples
.PHONY: test-rest
test-rest: environment-dev
	$(PYTEST) -m "slow or hypothesis" $(PYTESTOPTS)

# Coverage is of all tests, not of some that PYTESTOPTS selects. Before Python 3.14 it
# takes 70 % longer: "make test-all COVERAGE=" goes without.
COVERAGE ?= $(if $(PYTESTOPTS),,--cov)

##   test-matrix   runs the extensions' tests with other versions of what they need
.PHONY: test-matrix
test-matrix: environment-dev
	$(RUN) -m nox $(NOXOPTS)

##   fuzz          builds 10,000 hostile posts (FUZZ_CASES); takes ten minutes
.PHONY: fuzz
fuzz: environment-dev
	FUZZ_CASES="$(FUZZ_CASES)" FUZZ_SEED="$(FUZZ_SEED)" FUZZ_POSTS="$(FUZZ_POSTS)" \
		$(PYTEST) tests/site/test_fuzz.py $(PYTESTOPTS)

# Each run looks at other posts, unless FUZZ_SEED is the number that a failure names.
FUZZ_CASES ?= 10000
FUZZ_SEED  ?= $(shell date +%s)
FUZZ_POSTS ?=

##   fuzz-import   imports 10,000 texts, and compares them with what Jekyll makes of them
.PHONY: fuzz-import
fuzz-import: environment-dev
	FUZZ_CASES="$(FUZZ_CASES)" FUZZ_SEED="$(FUZZ_SEED)" \
		$(PYTEST) tests/permalink_import/test_kramdown_differential.py $(PYTESTOPTS)

##   fuzz-sites    imports and builds 300 hostile sites; takes an hour
.PHONY: fuzz-sites
fuzz-sites: FUZZ_CASES = 300
fuzz-sites: environment-dev
	FUZZ_CASES="$(FUZZ_CASES)" FUZZ_SEED="$(FUZZ_SEED)" \
		$(PYTEST) tests/permalink_import/test_fuzz.py $(PYTESTOPTS)

##   mutants       runs mutation testing on the pure functions; takes 10 minutes
.PHONY: mutants
mutants: environment-dev
	$(RUN) tools/mutants.py "$(BUILDDIR)/mutants" $(MUTANTS)

##   linkcheck     checks that all external links still work
.PHONY: linkcheck
linkcheck: environment
	$(call SPHINX,linkcheck)

# The site as it is hosted: BUILDER=dirhtml if its URLs end in a slash. BASE_URL is what
# the old site lay below, such as /blog/.
BUILDER  ?= html
BASE_URL ?= /

##   check-urls    builds, and fails if a published URL or anchor is gone
.PHONY: check-urls
check-urls: $(BUILDER)
	@$(BLOG) check-urls "$(BUILDDIR)/$(BUILDER)"

##   record-urls   builds, and lists its URLs and anchors; FROM=old-sitemap.xml: those of another
.PHONY: record-urls
record-urls: $(if $(FROM),environment,$(BUILDER))
	@$(BLOG) record-urls $(if $(FROM),--from "$(FROM)" --base-url "$(BASE_URL)","$(BUILDDIR)/$(BUILDER)")

##   due           prints the posts of the future; fails if none is due
.PHONY: due
due: environment
	@$(BLOG) due "$(BUILDDIR)/$(BUILDER)"

# Posts, pages, files, settings and URLs of a Jekyll, Hugo or Pelican site. FORCE names
# files here to be the old site's again, or is "all". Findings are no failure of make.

##   import        imports the site in FROM (DRYRUN=1: only reports what it would do)
.PHONY: import
import: environment
	@test -n "$(FROM)" || { \
		echo "Name the folder of the old site: make import FROM=../old-site" >&2; \
		exit 2; }
	@$(BLOG) import "$(FROM)" --exit-zero --report "$(BUILDDIR)/import-report.txt" \
		$(if $(DRYRUN),--dry-run) $(if $(KEEP),--keep) $(if $(SITEMAP),--sitemap "$(SITEMAP)") \
		$(if $(FORCE),--force $(filter-out all,$(FORCE)))

##   template      lists what an import removes, after an edit of posts, guide or pages
.PHONY: template
template: environment
	@$(RUN) tools/template.py

# The other generators have an environment of their own, apart from the site's.
BENCH = BENCH_VENV="$(BUILDDIR)/bench/venv" $(RUN) -m benchmarks --scratch "$(BUILDDIR)/bench"

##   bench         compares builds with other generators; takes an hour
.PHONY: bench
bench: environment environment-bench
	$(BENCH) --json "$(BUILDDIR)/bench/results.json" --svg guide/images/performance.svg $(BENCHOPTS)

##   bench-quick   the same at 100 posts beside stock ABlog; fails if far too slow
.PHONY: bench-quick
bench-quick: environment
	$(BENCH) --quick $(BENCHOPTS)

##   bench-scale   measures the time per post in small and large blogs; takes an hour
.PHONY: bench-scale
bench-scale: environment
	$(RUN) -m benchmarks.scale --scratch "$(BUILDDIR)/bench" $(BENCHOPTS)

##   bench-import  imports 1,000 posts each; fails if one takes 20 s, or is not linear
.PHONY: bench-import
bench-import: environment
	$(RUN) -m benchmarks.imports --scratch "$(BUILDDIR)/bench" $(BENCHOPTS)

##   lint          checks style and types of the Python code, and the workflows' security
.PHONY: lint
lint: environment-dev
	$(RUN) -m ruff check
	$(RUN) -m ruff format --check
	$(RUN) -m mypy --strict
	PYTHONPATH=_ext "$(VENV)/bin/lint-imports" --no-logo --no-cache
	"$(VENV)/bin/zizmor" --offline --quiet --persona pedantic .github
	$(RUN) tools/template.py --check
	$(RUN) tools/guide_tables.py --check
	$(RUN) tools/docstrings.py

##   audit         checks the pinned packages for known vulnerabilities
.PHONY: audit
audit: environment-dev
	$(RUN) tools/audit.py

##   requirements  updates all requirements*.txt (UVOPTS=--upgrade: to newer versions)
.PHONY: requirements
requirements: environment-dev
	$(PIN) requirements.in -o requirements.txt
	$(PIN) requirements.in requirements-dev.in -c requirements.txt -o requirements-dev.txt
	$(PIN) requirements-package.in -c requirements-dev.txt -o requirements-package.txt
	$(PIN) benchmarks/requirements.in -o benchmarks/requirements.txt

# One set of pins for every Python and platform, so that all build the same site.
PIN = $(RUN) -m uv pip compile --quiet --universal --python-version 3.11 \
	--fork-strategy fewest --annotation-style line --generate-hashes --no-strip-extras \
	--custom-compile-command "make requirements" $(UVOPTS)

# In an environment of its own: twine needs much that nothing else here does.
PACKAGE = "$(BUILDDIR)/package/bin/python"

##   package       builds wheel and sdist into _build/dist, and checks their metadata
.PHONY: package
package: environment-package
	rm -rf "$(BUILDDIR)/dist"
	$(PACKAGE) -m hatchling build -d "$(BUILDDIR)/dist"
	$(PACKAGE) -m twine check --strict "$(BUILDDIR)"/dist/*

##   schema        writes the JSON Schema of front matter from the code
.PHONY: schema
schema: environment
	$(RUN) tools/front_matter_schema.py

##   guide-tables  writes the guide's tables of permalinks, packages and events from the code
.PHONY: guide-tables
guide-tables: environment
	$(RUN) tools/guide_tables.py
	@$(RUN) tools/template.py

##   clean         removes what was built; the environment stays
.PHONY: clean
clean:
	rm -rf "$(BUILDDIR)/html" "$(BUILDDIR)/dirhtml" "$(BUILDDIR)/linkcheck" "$(BUILDDIR)/doctrees"
	rm -rf "$(BUILDDIR)/jupyter_execute" "$(BUILDDIR)/.jupyter_cache"
	rm -rf "$(BUILDDIR)/epub" "$(BUILDDIR)/latex" "$(BUILDDIR)/livehtml" "$(BUILDDIR)/check" "$(BUILDDIR)/mutants" "$(BUILDDIR)/dist"
	rm -rf .mypy_cache .pytest_cache .ruff_cache .hypothesis test-artifacts

##   help          shows this list
.PHONY: help
help:
	@echo "Please use 'make <target>', where <target> is one of"
	@sed -n 's/^##//p' Makefile
	@echo "Set VENV, BUILDDIR, PORT, PYTHON, JOBS, SPHINXOPTS, PYTESTJOBS or PYTESTOPTS as in 'make html SPHINXOPTS=-W'."

.PHONY: environment environment-dev environment-bench environment-package python
environment: python
	@$(PYTHON) tools/environment.py "$(VENV)" site

environment-dev: python
	@$(PYTHON) tools/environment.py "$(VENV)" dev

environment-package: python
	@$(PYTHON) tools/environment.py "$(BUILDDIR)/package" package

environment-bench: python
	@$(PYTHON) tools/environment.py "$(BUILDDIR)/bench/venv" bench

python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed, and $(PYTHON) is not:" >&2; \
		$(PYTHON) --version >&2; \
		echo "Name a newer one: make html PYTHON=python3.13" >&2; \
		exit 1; }
