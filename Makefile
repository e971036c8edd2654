# `make help` lists the targets. All paths here are relative, so that the clone may lie in a path with spaces.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# Release flags stand here and not in Package.swift, where they would bar the client library as a dependency.
RELEASE := -c release -Xswiftc -enforce-exclusivity=unchecked
FORMATTED := Package.swift Sources Tests
# The compiler keeps expanded macros in the temporary folder, under a name that another user of the machine may own.
SWIFT_BUILD := mkdir -p .build/tmp && TMPDIR="$$PWD/.build/tmp" swift build
# So many tests at a time: each waits for processes and timers, and all at once would starve each other.
TEST_WIDTH := --experimental-maximum-parallelization-width 12
API := .build/release/hyperfleet-api

.PHONY: help
help: ## List the targets.
	@awk 'BEGIN { FS = ":.*## " } /^[a-z\/-]+:.*## / { printf "%-14s %s\n", $$1, $$2 }' Makefile

.PHONY: deps
deps: ## Install the Debian packages that are missing; does nothing when all are there.
	@.make/deps

.PHONY: build
build: deps ## Build the programs for use: .build/release/hyperfleet-api, hfctl, hfbench.
	@$(SWIFT_BUILD) $(RELEASE)

.PHONY: run
run: build ## Start a private PostgreSQL and a server on it; stop with Ctrl-C. ARGS are passed on.
	@exec $(API) dev $(ARGS)

.PHONY: test
test: deps check-format check-proto ## Check format and generated code, build, and run all tests.
	@$(SWIFT_BUILD) --build-tests
	@exec swift test --skip-build $(TEST_WIDTH)

.PHONY: test-sanitize
test-sanitize: deps ## Run all tests under the thread and the address sanitizer; ARGS may name one of them.
	@exec .make/test-sanitize $(ARGS)

.PHONY: fuzz
fuzz: deps ## Run every fuzz target for SECONDS (60) each; ARGS may name targets.
	@exec .make/fuzz run $(or $(SECONDS),60) $(ARGS)

.PHONY: fuzz/keep
fuzz/keep: deps ## Take over into the kept corpus what fuzzing has found; ARGS may name targets.
	@exec .make/fuzz keep $(ARGS)

.PHONY: lint
lint: deps check-format check-proto ## Check format, generated code and the rooms' walls.
	@$(SWIFT_BUILD) --build-tests
	@exec swift test --skip-build --filter ArchitectureTests

.PHONY: check-format
check-format:
	@swift format lint --strict --recursive --parallel --configuration .swift-format $(FORMATTED)

.PHONY: format
format: ## Write all Swift files in the project's format.
	@swift format format --in-place --recursive --parallel --configuration .swift-format $(FORMATTED)

.PHONY: proto
proto: deps ## Generate the C code of proto/ anew.
	@proto/generate.sh

.PHONY: check-proto
check-proto: deps ## Fail if the committed C code of proto/ differs from a fresh run.
	@proto/generate.sh --check

.PHONY: db/setup
db/setup: build ## Start the clone's private PostgreSQL and bring its tables up to date.
	@exec $(API) database setup

.PHONY: db/login
db/login: build ## Open psql on the clone's private PostgreSQL.
	@exec $(API) database login

.PHONY: db/teardown
db/teardown: build ## Stop the clone's private PostgreSQL and remove its data.
	@exec $(API) database teardown

.PHONY: bench
bench: build ## Measure the server beside pgbench on the same database.
	@exec .make/bench $(ARGS)

.PHONY: bench/validate
bench/validate: build ## Measure the validator beside jsonschema-rs, on the samples of the gcp schema.
	@exec .make/bench-validate $(ARGS)

.PHONY: bench/rpc
bench/rpc: build ## Measure the transport beside grpc-swift-2, C++ gRPC and a bare SwiftNIO echo.
	@exec .make/bench-rpc $(ARGS)

.PHONY: bench/lists
bench/lists: build ## Measure lists of a million clusters: pages by label, and a stream beside COPY.
	@exec .make/bench-lists $(ARGS)

.PHONY: clean
clean: ## Remove what was built; the private PostgreSQL stays.
	@rm -rf .build .build-*
