/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/inspect.h"

#include "base/file.h"
#include "command/cell.h"
#include "press/refusal.h"
#include "press/verdict.h"

enum { CLEAN, FINDINGS, FAILED, FILE_MOST = 512 << 20 };

/* In place of what libqpdf says of a file that it cannot read. */
static void explain(struct diag *diag, const char *path, GBytes *bytes)
{
	const struct refusal refusal = refusal_find(bytes, diag->out->str);

	if (refusal.what) {
		g_string_truncate(diag->out, 0);
		diag_failure(diag, path, "%s%s%s", refusal.what, refusal.kind ? " " : "",
		    refusal.kind ? refusal.kind : "");
	}
	diag_help(diag, "%s", refusal.help);
}

/* In the child: reads the file and writes what is to be said. */
static int inspect_file(const struct cell *cell, const char *path, const char *renderer,
    const struct options *options, GString *out)
{
	enum diag_format format = (enum diag_format)options->report;
	struct arena *arena = arena_new();
	struct preflight preflight = {
		.arena = arena,
		.profile = (enum profile_id)options->judge,
		.name = path,
		.renderer = renderer,
		.path = path,
		.folder = cell->folder,
	};
	const struct findings *findings = NULL;
	struct diag diag;
	GBytes *bytes;
	int status = FAILED;

	diag_init(&diag, format);
	bytes = file_load_bytes(path, FILE_MOST, &diag);
	if (bytes)
		findings = preflight_bytes(&preflight, bytes, &diag);
	if (findings) {
		verdict_print(out, &preflight, findings, format, options->notes);
		status = findings->errors > 0 ? FINDINGS : CLEAN;
	} else {
		if (bytes)
			explain(&diag, path, bytes);
		g_string_append(out, diag.out->str);
	}
	if (bytes)
		g_bytes_unref(bytes);
	diag_release(&diag);
	arena_free(arena);
	return status;
}

/* One file, from fork to verdict. */
static int inspect_one(const char *path, const char *renderer, const struct options *options)
{
	const bool ink =
	    rule_severity(rule_find(RULE_INK), (enum profile_id)options->judge) != SEVERITY_OFF;
	GString *said = g_string_new(NULL);
	struct cell cell;
	struct diag diag;
	char *why;
	int status = FAILED;

	cell_open(&cell, renderer && ink);
	if (cell.inside) {
		status = inspect_file(&cell, path, renderer, options, said);
		cell_answer(&cell, said, status);
	}
	diag_init(&diag, (enum diag_format)options->report);
	why = cell_close(&cell, said, &status);
	if (why) {
		g_string_truncate(said, 0);
		diag_failure(&diag, path, "%s", why);
		status = FAILED;
	}
	g_string_append(said, diag.out->str);
	fwrite(said->str, 1, said->len,
	    status == FAILED && diag.format == DIAG_TEXT ? stderr : stdout);
	fflush(NULL);
	g_free(why);
	g_string_free(said, TRUE);
	diag_release(&diag);
	return status;
}

int inspect_run(struct arena *arena, const struct options *options)
{
	g_autofree char *renderer = g_find_program_in_path("gs");
	int worst = CLEAN;

	(void)arena;
	if (options->rules) {
		g_autoptr(GString) out = g_string_new(NULL);

		verdict_rules(out, (enum diag_format)options->report);
		fwrite(out->str, 1, out->len, stdout);
		return CLEAN;
	}
	if (!options->words || !options->words[0])
		return options_refuse("preflight", "which file?", NULL, NULL);
	for (char **path = options->words; *path; path++) {
		int status = inspect_one(*path, renderer, options);

		worst = MAX(worst, status);
	}
	return worst;
}
