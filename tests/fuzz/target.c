/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * target: preflight under libFuzzer, which mutates what reaches new code; tests/fuzz/run builds and
 * runs it. The first byte of an input says by which profile, so an input is a PDF with a byte in
 * front. tests/unit/mutations.c does without clang what chance alone can do.
 */
#include <stdint.h>
#include <stdlib.h>

#include "preflight/preflight.h"
#include "preflight/refusal.h"
#include "preflight/verdict.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct preflight preflight = { .name = "an input" };
	GString *out;
	GBytes *bytes;
	struct diag diag;
	const struct findings *findings;

	if (size == 0)
		return 0;
	preflight.arena = arena_new();
	preflight.profile = (enum profile_id)(data[0] % PREFLIGHT_PROFILES);
	bytes = g_bytes_new_static(data + 1, size - 1);
	out = g_string_new(NULL);
	diag_init(&diag, DIAG_TEXT);
	findings = preflight_bytes(&preflight, bytes, &diag);
	if (findings)
		verdict_print(out, &preflight, findings, (enum diag_format)(data[0] / 64 % 2),
		    true);
	else if (diag.failures == 0 || !refusal_find(bytes, diag.out->str).help)
		abort();
	/* What is said is text, whatever was read. */
	if (!g_utf8_validate(out->str, (gssize)out->len, NULL))
		abort();
	g_string_free(out, TRUE);
	diag_release(&diag);
	g_bytes_unref(bytes);
	arena_free(preflight.arena);
	return 0;
}
