# SPDX-License-Identifier: GPL-3.0-or-later
# Goals that need programs which neither building nor testing must have.

.PHONY: profiles deps-conformance deps-bench

# layouts/profiles anew, from Debian's measurements; they are in git, so nobody has to.
profiles:
	@tools/deps profiles
	@tools/profiles

# veraPDF, for tests/conformance: jars through Maven into out/conformance.
deps-conformance:
	@tools/deps conformance
	@tests/conformance/setup

# What others would use instead, for tests/bench: WeasyPrint and Typst into out/bench.
deps-bench:
	@tools/deps rivals
	@tests/bench/setup
