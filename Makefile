# Kram. `make help` lists what there is; the README tells how to use it.
# One non-recursive Makefile: a layer is a static archive, a program is its main plus the archives
# it may use, so a wrong edge between layers fails to link.

BUILD ?= build
SAN ?=
COV ?=
ANALYZE ?=
READ ?=
V ?=
# A warning is an error under the compilers Kram is tried with (Debian 12 and 13); whoever has another
# one is not stopped by what it adds.
WERROR ?= $(filter 12 14,$(shell $(CC) -dumpversion | cut -d. -f1))
B := $(BUILD)$(if $(SAN),/san)$(if $(COV),/cov)$(if $(ANALYZE),/analyze)$(if $(filter clang%,$(CC)),/clang)$(if $(READ),/read)

Q := $(if $(V),,@)
say = $(if $(V),,@printf '  %-7s %s\n' $(1) $(2))

# --- Flags ----------------------------------------------------------------------------------------

PKGS := talloc libsodium libconfuse json-c libcurl libmariadb uuid libxml-2.0
PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS) 2>/dev/null | sed 's/-I/-isystem /g')

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wformat=2 -Wwrite-strings \
	-Wvla -Walloca -Wundef -Wnull-dereference -Wcast-align
WARN_C := -Wstrict-prototypes -Wmissing-prototypes
WARN_GCC := -Wformat-overflow=2 -Wduplicated-cond -Wlogical-op \
	-Wcast-align=strict -Wtrampolines -Wbidi-chars=any -Warith-conversion
WARN += $(if $(filter clang%,$(CC)),,$(WARN_GCC)) $(if $(WERROR),-Werror)

HARDEN := -fPIE -fstack-protector-strong -fstack-clash-protection -fcf-protection=full \
	-ftrivial-auto-var-init=$(if $(filter clang%,$(CC)),pattern,zero) -fno-delete-null-pointer-checks -fno-strict-overflow \
	-fno-strict-aliasing $(if $(filter clang%,$(CC)),,-fzero-call-used-regs=used-gpr)
HARDEN += $(if $(SAN),,-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=$(if $(filter clang%,$(CC)),2,3))
HARDEN_LD := -pie -Wl,-z,relro,-z,now,-z,noexecstack,-z,separate-code -Wl,--as-needed

OPT := $(if $(COV),-O0 --coverage,$(if $(SAN),-O1 -fsanitize=address,-O2) )
OPT += $(if $(SAN),-fsanitize=undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
# The analyzer reads the programs while they are compiled, and leaves what comes out as it is. Two of
# gcc 12's checks cannot follow "return e->rc" and report every out-parameter; for these
# -Wnull-dereference, -Wmaybe-uninitialized and cppcheck stand in.
ANALYZER := $(if $(ANALYZE),-fanalyzer -fdiagnostics-plain-output \
	-Wno-analyzer-use-of-uninitialized-value -Wno-analyzer-null-dereference)
analyzer = $(if $(filter tests/unit/% tests/db/%,$<),,$(ANALYZER))

CPPFLAGS += -Ilib -I$(BUILD)/gen -D_GNU_SOURCE -include lib/base/banned.h $(PKG_CFLAGS)
CFLAGS += -std=c17 -g $(OPT) $(WARN) $(WARN_C) $(HARDEN)
CXXFLAGS += -std=c++17 -g $(OPT) -Wall -Wextra $(HARDEN)
LDFLAGS += $(OPT) $(HARDEN_LD)

# --- Layers: what each archive is made of -----------------------------------------------------------

LAYERS := base table db json net allegro web job domain
src = $(wildcard lib/$(1)/*.c lib/$(1)/*.cc lib/$(1)/*/*.c)
obj = $(patsubst %,$(B)/%.o,$(basename $(1)))
lib = $(patsubst %,$(B)/lib/libkram_%.a,$(1))

BASE_LIBS := -ltalloc -lsodium -lconfuse -luuid -lunistring
DB_LIBS := $(shell pkg-config --libs libmariadb libcrypto 2>/dev/null)
JSON_LIBS := -ljson-c
NET_LIBS := -lcurl -lz
TABLE_LIBS := -lcsv
WEB_LIBS := -lfcgi -lcsv -lctemplate_nothreads -lstdc++ -lzint

# Archives a program may use, top down, with the libraries they bring.
L_BASE := $(call lib,base)
L_DB := $(call lib,db) $(L_BASE)
L_WEB := $(call lib,web) $(L_DB)
L_DOMAIN := $(call lib,domain table)
L_ALLEGRO := $(call lib,allegro net json)
L_JOB := $(call lib,job)

CGI_MAINS := cgi-bin/panel.c cgi-bin/gateway.c
CGI_SRC := $(filter-out $(CGI_MAINS),$(wildcard cgi-bin/*.c cgi-bin/*/*.c))
CGI_LIB := $(B)/lib/libkram_cgi.a
JOB_MAINS := $(filter-out jobs/kramctl%.c,$(wildcard jobs/*.c))
JOB_SRC := $(wildcard jobs/common/*.c)
JOB_LIB := $(B)/lib/libkram_jobs.a
CTL_SRC := $(wildcard jobs/kramctl*.c)
SANDBOX_SRC := $(wildcard tests/sandbox/*.c tests/sandbox/*/*.c)
POOL_SRC := tests/rig/pool.c

JOBS := $(foreach j,$(JOB_MAINS),$(B)/bin/$(subst _,-,$(basename $(notdir $(j)))))
CGI := $(patsubst cgi-bin/%.c,$(B)/bin/%.fcgi,$(wildcard $(CGI_MAINS)))
PROGRAMS := $(CGI) $(JOBS) $(if $(CTL_SRC),$(B)/bin/kramctl) $(if $(SANDBOX_SRC),$(B)/bin/kram-sandbox) $(B)/bin/fcgi-pool

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SECONDEXPANSION:

all: $(PROGRAMS) ## build every program into build/bin

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# --- Rules ------------------------------------------------------------------------------------------

# With READ=1 compilers say what they think of the code, and what they would make of it is left out.
compile = $(if $(READ),-MF $(@:.o=.d) -MT $@ -fsyntax-only $< && touch $@,-c $< -o $@)

$(B)/%.o: %.c
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) $(analyzer) -MMD -MP $(compile)

$(B)/%.o: %.cc
	$(call say,CXX,$<)
	@mkdir -p $(@D)
	$(Q)$(CXX) -Ilib -I$(BUILD)/gen -D_GNU_SOURCE $(PKG_CFLAGS) $(CXXFLAGS) -MMD -MP $(compile)

define archive
	$(call say,AR,$@)
	@mkdir -p $(@D)
	@rm -f $@
	$(Q)$(if $(READ),touch $@,$(AR) rcsD $@ $^)
endef

define layer
$(call lib,$(1)): $(call obj,$(call src,$(1)))
	$$(archive)
endef
$(foreach l,$(LAYERS),$(eval $(call layer,$(l))))

# A program knows the schema it was built for: the highest number under sql/.
SQL := $(sort $(wildcard sql/[0-9]*.sql))
$(B)/lib/db/schema.o: CPPFLAGS += -DSCHEMA_VERSION=$(shell expr $(firstword $(subst _, ,$(notdir $(lastword $(SQL))))) + 0)
$(B)/lib/db/schema.o: $(SQL)

$(call obj,$(CGI_SRC) $(CGI_MAINS)): CPPFLAGS += -Icgi-bin
$(CGI_LIB): $(call obj,$(CGI_SRC))
	$(archive)

$(JOB_LIB): $(call obj,$(JOB_SRC))
	$(archive)

define link
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(if $(READ),touch $@; :) $(CC) $(LDFLAGS) -o $@ -Wl,--start-group $(filter %.o %.a,$^) -Wl,--end-group
endef

# The panel has no way to Allegro or to a network: it reads Allegro's documents, and without lib/net
# nothing links that would ask for one.
$(B)/bin/panel.fcgi: $(B)/cgi-bin/panel.o $(CGI_LIB) $(L_DOMAIN) $(call lib,allegro json) $(L_WEB)
	$(link) $(TABLE_LIBS) $(WEB_LIBS) $(JSON_LIBS) $(DB_LIBS) $(BASE_LIBS)

$(B)/bin/gateway.fcgi: $(B)/cgi-bin/gateway.o $(CGI_LIB) $(L_DOMAIN) $(L_ALLEGRO) $(L_WEB)
	$(link) $(TABLE_LIBS) $(WEB_LIBS) $(NET_LIBS) $(JSON_LIBS) $(DB_LIBS) $(BASE_LIBS)

job_main = $(B)/jobs/$(subst -,_,$(notdir $(1))).o
$(JOBS): $$(call job_main,$$@) $(JOB_LIB) $(L_JOB) $(L_DOMAIN) $(L_ALLEGRO) $(L_DB)
	$(link) $(TABLE_LIBS) $(NET_LIBS) $(JSON_LIBS) $(DB_LIBS) $(BASE_LIBS)

$(B)/bin/kramctl: $(call obj,$(CTL_SRC)) $(L_JOB) $(L_DOMAIN) $(L_ALLEGRO) $(L_DB)
	$(link) $(TABLE_LIBS) $(NET_LIBS) $(JSON_LIBS) $(DB_LIBS) $(BASE_LIBS)

$(call obj,$(SANDBOX_SRC)): CPPFLAGS += -Itests/sandbox
$(B)/tests/sandbox/main.o: CPPFLAGS += -DSANDBOX_PAGES_DIR='"$(CURDIR)/tests/sandbox/pages"'
$(B)/bin/kram-sandbox: $(call obj,$(SANDBOX_SRC)) $(call lib,json) $(L_BASE)
	$(link) -lmicrohttpd -lz $(JSON_LIBS) $(BASE_LIBS)

$(B)/bin/fcgi-pool: $(call obj,$(POOL_SRC))
	$(link)

# Unit tests: tests/unit/LAYER/test_x.c links that layer and those below it, nothing above.
BELOW_base := base
BELOW_table := table base
BELOW_db := db base
BELOW_json := json base
BELOW_net := net base
BELOW_allegro := allegro net json base
BELOW_web := web db json base
BELOW_job := job db json base
BELOW_domain := domain allegro net json db table base
BELOW_cgi := cgi domain allegro net web db json table base
UNIT_SRC := $(wildcard tests/unit/*/test_*.c)
UNIT := $(patsubst tests/%.c,$(B)/tests/%,$(UNIT_SRC))
unit_layers = $(BELOW_$(word 2,$(subst /, ,$(patsubst $(B)/tests/%,%,$(1)))))
TEST_LIBS := -lcmocka $(TABLE_LIBS) $(WEB_LIBS) $(NET_LIBS) $(JSON_LIBS) $(DB_LIBS) $(BASE_LIBS)
$(filter $(B)/tests/unit/cgi/%,$(UNIT)): CPPFLAGS += -Icgi-bin
$(UNIT): $(B)/tests/unit/%: $(B)/tests/unit/%.o $$(call lib,$$(call unit_layers,$$@))
	$(link) $(TEST_LIBS)

# Database tests need a server: tests/run gives each a database there, in KRAM_TEST_CONFIG.
DB_TEST_SRC := $(wildcard tests/db/test_*.c)
DB_TESTS := $(patsubst tests/%.c,$(B)/tests/%,$(DB_TEST_SRC))
DB_TEST_COMMON := $(call obj,$(filter-out $(DB_TEST_SRC) tests/db/token_world.c,$(wildcard tests/db/*.c)))
$(DB_TESTS): CPPFLAGS += -Itests/db
$(DB_TESTS): $(B)/tests/db/%: $(B)/tests/db/%.o $(DB_TEST_COMMON) $(L_JOB) $(L_DOMAIN) $(L_ALLEGRO) $(L_DB)
	$(link) $(TEST_LIBS)

# Any statement of theirs can be refused (refuse.h). Further calls that a program answers itself, or
# can make fail, stand in WRAP_ and its name.
TOKEN_CALLS := oauth_refresh oauth_revoke oauth_exchange me_fetch allegro_open usleep
WRAP_test_journal_mutations := allegro_call allegro_trace
WRAP_test_intake_refused := allegro_call allegro_call_all allegro_trace
WRAP_test_order_sets := allegro_call allegro_push
WRAP_test_outbox_stumbles := allegro_call allegro_push
WRAP_test_outbox_together := outbox_check outbox_kind_find outbox_remote_find
WRAP_test_token_journal := open flock fstat posix_fallocate pread pwrite rename
WRAP_test_token_refused := $(TOKEN_CALLS) token_journal_append
WRAP_test_token_turns := $(TOKEN_CALLS)
WRAP_test_commit := mysql_query
WRAP_test_categories := allegro_call allegro_call_all
WRAP_test_match := allegro_call allegro_call_all
WRAP_test_import_refused := tx_run
WRAP_test_offers := allegro_call
WRAP_test_offer_feed := allegro_call allegro_call_all allegro_trace
WRAP_test_ratings := allegro_call
WRAP_test_terms := allegro_call
WRAP_test_walk := allegro_call
WRAP = mysql_stmt_execute mysql_stmt_errno $(WRAP_$(@F))
$(DB_TESTS): LDFLAGS += $(WRAP:%=-Wl,--wrap=%)

# Mutations are those of the fuzz targets.
MUTATION_TESTS := $(B)/tests/db/test_order_mutations $(B)/tests/db/test_journal_mutations
$(MUTATION_TESTS): CPPFLAGS += -Itests/fuzz
$(MUTATION_TESTS): $(B)/tests/fuzz/json_mutate.o

TOKEN_TESTS := $(B)/tests/db/test_token_refused $(B)/tests/db/test_token_turns
$(TOKEN_TESTS): $(B)/tests/db/token_world.o

# What is printed is judged in cgi-bin.
$(B)/tests/db/test_order_sets: CPPFLAGS += -Icgi-bin
$(B)/tests/db/test_order_sets: $(CGI_LIB) $(L_WEB)

include po/rules.mk
include tests/fuzz/rules.mk
include tests/bench/rules.mk

# The test of all statements holds every store, not only those it calls.
WHOLE := $(call lib,job domain table allegro net db web)
$(B)/tests/db/test_statements: $(WHOLE)
$(B)/tests/db/test_statements: LDFLAGS += -Wl,--whole-archive $(WHOLE) -Wl,--no-whole-archive

build-tests: all $(UNIT) $(DB_TESTS) ## build the programs and the tests

clean: ## forget what was built (var/ stays: see run-clean)
	rm -rf $(BUILD)

.PHONY: all help build-tests clean
-include $(shell test -d $(B) && find $(B) -path '*/debian13' -prune -o -name '*.d' -print 2>/dev/null)

# --- Whole commands: each is a script; a fresh machine gets its packages first ----------------------

# The flags above ask pkg-config, so what was just installed is only seen by another make.
SUBMAKE = $(MAKE) --no-print-directory $(if $(findstring j,$(filter-out --%,$(MAKEFLAGS))),,-j$(shell nproc))

run: ## install, build and start everything on this machine; Ctrl-C stops it
	@tests/rig/install.sh run
	@$(SUBMAKE) all
	@exec tests/rig/run

run-clean: ## forget the data of `make run`
	@tests/rig/run --clean

check: ## unit, db, and the lint of what changed: every few minutes
	@tests/rig/install.sh lint
	@$(SUBMAKE) build-tests
	@tests/lint/run --changed
	@KRAM_BUILD='$(B)' exec tests/run unit db

test: ## install, build and prove every level; LEVELS="unit web" picks some
	@tests/rig/install.sh test
	@$(SUBMAKE) build-tests
	@KRAM_BUILD='$(B)' exec tests/run $(LEVELS)

scenario: all ## stage a failure and see whether Kram heals: make scenario S=F9; without S the list
	@exec tests/scenario $(S)

prove: ## everything at full depth, for the night: all kill points, dresses, mutations, lint, fuzz, bench
	@exec tests/prove/all $(STEPS)

lint: ## layers, layout, static analysis, templates, translations
	@tests/rig/install.sh lint
	@$(SUBMAKE) all
	@exec tests/lint/run $(CHECKS)

docs: ## draw the tables from a database that was migrated, into build/docs/
	@tests/rig/install.sh docs
	@$(SUBMAKE) all
	@tests/rig/with -- docs/draw build/docs
	@dot -Tsvg -o build/docs/data.svg build/docs/data.dot
	@echo 'build/docs/data.svg, and to read: build/docs/data.txt'

crash: ## kill every job at every call, break its database, run 20 copies; CRASHES="kill copies" picks
	@tests/rig/install.sh test
	@$(SUBMAKE) all
	@KRAM_CRASH_POINTS=all KRAM_TEST_SECONDS=21600 exec tests/run $(if $(CRASHES),$(CRASHES:%=tests/crash/%.test.mjs),crash)

debian13: ## build and prove it in a tree of Debian 13 (root, a mirror); TESTS="unit tests/web/login.test.mjs" picks some
	@tests/rig/install.sh prove
	@exec tests/prove/debian13 $(TESTS)

property: ## random worlds with random faults, other ones each day: make property SEEDS=1000; SEED=1 is where to begin
	@tests/rig/install.sh test
	@$(SUBMAKE) all
	@KRAM_DEPTH=all $(if $(SEEDS),KRAM_PROPERTY_SEEDS='$(SEEDS)') $(if $(SEED),KRAM_PROPERTY_SEED='$(SEED)') KRAM_TEST_SECONDS=21600 exec tests/run tests/sync/property.test.mjs

bench: ## measure, into build/bench.json; BENCHES="sandbox import page"
	@tests/rig/install.sh bench
	@$(SUBMAKE) bench-programs
	@KRAM_BUILD='$(B)' exec tests/bench/run $(BENCHES)

# --- Installation -----------------------------------------------------------------------------------

PREFIX ?= /usr
DESTDIR ?=
# systemd looks below /usr and /usr/local; what is installed elsewhere is announced below /etc.
UNITDIR ?= $(if $(filter /usr /usr/local,$(PREFIX)),$(PREFIX)/lib,/etc)/systemd/system
to := $(DESTDIR)$(PREFIX)
share := $(to)/share/kram

# Modes are said, so that neither the umask of who installs nor the modes of the clone matter.
folder = install -d -m 755
# What names its own place names that of this installation.
here = sed 's,/usr/\(lib\|share\)/kram,$(PREFIX)/\1/kram,g'

install: vendor ## copy programs, templates, static files, units and examples below PREFIX
	@$(SUBMAKE) all
	$(folder) '$(to)/bin' '$(to)/lib/kram' '$(share)' '$(DESTDIR)$(UNITDIR)'
	install -m 755 $(B)/bin/kramctl '$(to)/bin'
	install -m 755 $(CGI) $(JOBS) '$(to)/lib/kram'
	cp -R sql static $(BUILD)/templates '$(share)'
	find '$(share)/static' -type f \( -name '*.css' -o -name '*.js' -o -name '*.svg' \) -exec gzip -9kfn {} +
	find '$(share)' -type d -exec chmod 755 {} +
	find '$(share)' -type f -exec chmod 644 {} +
	for f in nginx.conf.example mariadb.cnf.example jobs/cron.example; do \
		$(here) "$$f" | install -m 644 /dev/stdin "$(share)/$${f##*/}" || exit; \
	done
	for f in systemd/kram-*; do \
		$(here) "$$f" | install -m 644 /dev/stdin "$(DESTDIR)$(UNITDIR)/$${f##*/}" || exit; \
	done

# Pico and htmx come from npm, as package-lock.json pins them; before the templates, which name
# their hashes.
vendor:
	@tests/rig/vendor.sh

picture: all ## renew the README's picture by the browser test that makes it
	@KRAM_README_PICTURE=.ci/orders.png tests/run tests/browser/orders.test.mjs

# Every object, for a variant that only reads the code.
objects: $(call obj,$(foreach l,$(LAYERS),$(call src,$(l))) $(CGI_SRC) $(CGI_MAINS) $(JOB_SRC) $(JOB_MAINS) $(CTL_SRC) $(SANDBOX_SRC) $(POOL_SRC))

print-%:
	@echo $($*)

.PHONY: run run-clean check test prove crash scenario property lint docs debian13 bench install vendor picture objects
