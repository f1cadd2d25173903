# SPDX-License-Identifier: GPL-3.0-or-later
# `make help` names the goals.

VARIANT ?= release
PREFIX ?= /usr/local
CC = gcc
OUT = out/build/$(VARIANT)

ifeq ($(filter $(VARIANT),debug release san),)
$(error VARIANT is debug, release or san, not "$(VARIANT)")
endif

MODULES = glib-2.0 gio-2.0 gio-unix-2.0 pango pangocairo pangofc cairo cairo-ft harfbuzz harfbuzz-subset fontconfig \
	freetype2 libdeflate icu-uc icu-i18n yaml-0.1 libqpdf libqrencode

WARN = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wformat=2
OPT_debug = -O0 -g3
OPT_release = -O2 -g -fstack-protector-strong -D_FORTIFY_SOURCE=2
OPT_san = -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer

# Asked once and late: `make` on a fresh machine installs pkg-config first. Others' headers are not ours to warn about.
MODULE_CFLAGS = $(eval MODULE_CFLAGS := $$(patsubst -I%,-isystem %,$$(shell pkg-config --cflags $(MODULES))))$(MODULE_CFLAGS)
MODULE_LIBS = $(eval MODULE_LIBS := $$(shell pkg-config --libs $(MODULES)))$(MODULE_LIBS)

COMPILE = $(CC) -std=c11 -D_GNU_SOURCE $(OPT_$(VARIANT)) $(WARN) $(if $(WERROR),-Werror) -Isrc $(MODULE_CFLAGS) \
	$(CPPFLAGS) $(CFLAGS) -MMD -MP
LINK = $(CC) $(OPT_$(VARIANT)) $(CFLAGS) -Wl,--as-needed $(LDFLAGS)
LIBS = $(MODULE_LIBS) -lm $(LDLIBS)

SOURCES = $(sort $(wildcard src/*.c src/*/*.c))
OBJECTS = $(SOURCES:src/%.c=$(OUT)/obj/%.o)
PARTS = $(filter-out $(OUT)/obj/main.o,$(OBJECTS))
PROGRAM = $(if $(filter src/main.c,$(SOURCES)),$(OUT)/handbill)
UNITS = $(patsubst tests/unit/%.c,$(OUT)/unit/%,$(sort $(wildcard tests/unit/*.c)))
FONTS = $(addprefix fonts/,$(shell awk '!/^\#/ && NF { print $$1 }' fonts/fonts.lock))
WORDS = $(shell find content layouts -type f 2>/dev/null | LC_ALL=C sort)

# What is done in a word; V=1 shows the whole commands.
ifeq ($(V),)
SHOW = @echo "$(1)	$@";
endif

# One job a core, where the caller has not said how many.
JOBS = $(if $(filter -j%,$(MAKEFLAGS)),,-j$(shell nproc))
STEP = @$(MAKE) --no-print-directory

.PHONY: all build units catalogue test test-all deps fonts bless bench lint format install uninstall clean help FORCE
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules

all:
	$(STEP) deps
	$(STEP) fonts
	$(STEP) $(JOBS) build
	$(STEP) catalogue

help:
	@echo 'make            set up what is missing, build, print the whole catalogue into out/'
	@echo 'make test       set up what is missing, build, test; test-all: every edition in every format'
	@echo 'make build      only the program: out/build/$(VARIANT)/handbill'
	@echo 'make deps       install the Debian packages of packages.txt; NO_INSTALL=1 only shows the line'
	@echo 'make fonts      fetch the fonts of fonts/fonts.lock'
	@echo 'make bless      rewrite what the cases expect; look at git diff afterwards'
	@echo 'make bench      milliseconds per piece and peak memory'
	@echo 'make fuzz       preflight under libFuzzer, for SECONDS=600'
	@echo 'make profiles   build the colour profiles of layouts/profiles anew'
	@echo 'make deps-conformance  fetch veraPDF and PDFium, which make test then asks; deps-bench: Typst and WeasyPrint, for make bench'
	@echo 'make lint       clang-format and clang-tidy; make format: lay the code out'
	@echo 'make install    into DESTDIR and PREFIX=$(PREFIX); make uninstall'
	@echo 'make clean      remove out/build'
	@echo 'VARIANT=debug, release (default) or san; WERROR=1 stops at warnings; V=1 shows commands'

deps:
	@tools/deps build

fonts: out/build/fonts.stamp
	@:

# A missing file makes the stamp old.
out/build/fonts.stamp: fonts/fonts.lock $(FONTS)
	@tools/fonts
	@mkdir -p $(@D) && touch $@
$(FONTS):

build: $(PARTS) $(PROGRAM)
	@:

$(OUT)/handbill: $(OUT)/obj/main.o $(OUT)/parts.a
	$(call SHOW,link)$(LINK) -o $@ $^ $(LIBS)

$(OUT)/obj/%.o: src/%.c $(OUT)/flags
	@mkdir -p $(@D)
	$(call SHOW,cc)$(COMPILE) $(DEFINE) -c -o $@ $<

# The one file that knows where an installed handbill has its data.
$(OUT)/obj/base/file.o: DEFINE = -DPREFIX='"$(PREFIX)"'
$(OUT)/obj/base/file.o: $(OUT)/prefix

units: $(UNITS)
	@:

# All parts but main; a program takes those that it reaches.
$(OUT)/parts.a: $(PARTS)
	@rm -f $@
	@ar rcs $@ $(PARTS)

$(OUT)/unit/%: tests/unit/%.c $(OUT)/parts.a $(OUT)/flags
	@mkdir -p $(@D)
	$(call SHOW,cc)$(COMPILE) -Itests/unit -MF $@.d -MT $@ -o $@ $< $(OUT)/parts.a -Wl,--as-needed $(LDFLAGS) $(LIBS)

# Rewritten only when what they hold changes, so that what depends on them is built anew just then.
$(OUT)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(CC) $(OPT_$(VARIANT)) $(WARN) $(WERROR) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS)' | cmp -s - $@ || \
		echo '$(CC) $(OPT_$(VARIANT)) $(WARN) $(WERROR) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS)' >$@
$(OUT)/prefix: FORCE
	@mkdir -p $(@D)
	@echo '$(PREFIX)' | cmp -s - $@ || echo '$(PREFIX)' >$@

catalogue: out/build/catalogue.stamp
	@:

out/build/catalogue.stamp: $(PROGRAM) $(WORDS) fonts/fonts.lock
	$(OUT)/handbill build
	@touch $@

# Cases and oracles use the program of this variant; the last line is prove's.
test:
	@tools/deps build test
	$(STEP) fonts
	$(STEP) $(JOBS) build units
	@VARIANT=$(VARIANT) tests/run

test-all: export TEST_ALL = 1
test-all: test

bless: export BLESS = 1
bless: test

bench:
	@tools/deps build bench
	$(STEP) fonts
	$(STEP) $(JOBS) build
	@VARIANT=$(VARIANT) tests/bench/run

lint:
	@tools/deps build lint
	@tools/lint

format:
	@tools/deps lint
	@tools/lint --format

install:
	$(STEP) deps
	$(STEP) fonts
	$(STEP) $(JOBS) build
	@DESTDIR='$(DESTDIR)' PREFIX='$(PREFIX)' tools/install $(OUT)/handbill

uninstall:
	@DESTDIR='$(DESTDIR)' PREFIX='$(PREFIX)' tools/install --remove

clean:
	rm -rf out/build

include tools/extra.mk
-include $(OBJECTS:.o=.d) $(UNITS:=.d)
