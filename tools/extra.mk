# SPDX-License-Identifier: GPL-3.0-or-later
# Goals that need programs which neither building nor testing must have.

.PHONY: profiles fuzz deps-conformance deps-bench

# layouts/profiles anew, from Debian's measurements; they are in git, so nobody has to.
profiles:
	@tools/deps profiles
	@tools/profiles

# veraPDF, for tests/conformance: jars through Maven into out/conformance; and PDFium, which reads what files say.
deps-conformance:
	@tools/deps conformance
	@tests/conformance/setup
	@tools/venv out/conformance/venv tests/conformance/requirements.txt

# What others would use instead, for tests/bench: WeasyPrint and Typst into out/bench.
deps-bench:
	@tools/deps rivals
	@tools/venv out/bench/venv tests/bench/requirements.txt

# Preflight under libFuzzer, for SECONDS.
SECONDS ?= 600
fuzz:
	@tools/deps build fuzz
	@tests/fuzz/run $(SECONDS)
