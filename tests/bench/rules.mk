# Programs the measurements compare with.

BENCH_SRC := $(wildcard tests/bench/*.c)
BENCH_BIN := $(patsubst tests/bench/%.c,$(B)/tests/bench/bin/%,$(BENCH_SRC))

$(BENCH_BIN): $(B)/tests/bench/bin/%: $(B)/tests/bench/%.o $(L_DOMAIN) $(L_DB)
	$(link) -lfcgi $(NET_LIBS) $(DB_LIBS) $(BASE_LIBS)

bench-programs: all $(BENCH_BIN)

.PHONY: bench-programs
