# Fuzz targets: tests/fuzz/fuzz_x.c under libFuzzer with both sanitizers, always by clang. All layers
# are one archive here; what a target replaces by an input it wraps at link time.

FUZZ_DIR := $(BUILD)/fuzz
FUZZ_SRC := $(wildcard tests/fuzz/fuzz_*.c)
FUZZERS := $(patsubst tests/fuzz/%.c,$(FUZZ_DIR)/bin/%,$(FUZZ_SRC))
FUZZ_LIB := $(FUZZ_DIR)/libkram.a
FUZZ_SAN := -fsanitize=address,undefined -fno-sanitize-recover=undefined
FUZZ_FLAGS := -std=c17 -g -O1 -fno-omit-frame-pointer $(FUZZ_SAN) -fsanitize=fuzzer-no-link -Wall -Wextra
FUZZ_OBJ = $(patsubst %,$(FUZZ_DIR)/%.o,$(basename $(1)))

$(FUZZ_DIR)/%.o: %.c
	$(call say,FUZZ,$<)
	@mkdir -p $(@D)
	$(Q)clang $(CPPFLAGS) $(FUZZ_FLAGS) -MMD -MP -c $< -o $@

$(FUZZ_DIR)/lib/db/schema.o: CPPFLAGS += -DSCHEMA_VERSION=0

$(FUZZ_LIB): $(call FUZZ_OBJ,$(filter %.c,$(foreach l,$(LAYERS),$(call src,$(l)))))
	$(archive)

# What a target needs beside the archive.
FUZZ_JSON := $(FUZZ_DIR)/tests/fuzz/json_mutate.o $(FUZZ_DIR)/tests/fuzz/json_mutator.o
$(foreach t,order rows events categories,$(FUZZ_DIR)/bin/fuzz_$t): $(FUZZ_JSON)
$(FUZZ_DIR)/bin/fuzz_events $(FUZZ_DIR)/bin/fuzz_categories: FUZZ_LD := -Wl,--wrap=allegro_call,--wrap=allegro_call_all,--wrap=allegro_trace
$(FUZZ_DIR)/bin/fuzz_token: FUZZ_LD := -Wl,--wrap=http_perform
$(FUZZ_DIR)/bin/fuzz_request: FUZZ_LD := -Wl,--wrap=FCGX_Accept_r,--wrap=FCGX_GetStr,--wrap=FCGX_Finish_r

$(FUZZERS): $(FUZZ_DIR)/bin/%: $(FUZZ_DIR)/tests/fuzz/%.o $(FUZZ_LIB)
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)clang $(FUZZ_SAN) -fsanitize=fuzzer $(FUZZ_LD) -o $@ \
		$(filter %.o,$^) $(FUZZ_LIB) $(filter-out -lstdc++ -lctemplate%,$(TEST_LIBS))

fuzz-targets: $(FUZZERS)

fuzz: ## look for inputs that break a parser; FUZZ_TIME=seconds for each target
	@tests/rig/install.sh fuzz
	@$(MAKE) --no-print-directory fuzz-targets
	@KRAM_BUILD='$(BUILD)' exec tests/fuzz/run $(FUZZ)

.PHONY: fuzz fuzz-targets
