/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/inspect.h"

#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "command/cell.h"
#include "preflight/refusal.h"
#include "preflight/verdict.h"

enum { CLEAN, FINDINGS, FAILED, FILE_MOST = 512 << 20 };

/* What is asked for, and its name in the report. */
struct request {
	const char *path, *name;
	const char *renderer;
	const struct options *options;
};

/* In place of what libqpdf says of a file that it cannot read. */
static void explain(struct diag *diag, const char *name, GBytes *bytes)
{
	const struct refusal refusal = refusal_find(bytes, diag->out->str);

	if (refusal.what) {
		g_string_truncate(diag->out, 0);
		diag_failure(diag, name, "%s%s%s", refusal.what, refusal.kind ? " " : "",
		    refusal.kind ? refusal.kind : "");
	}
	diag_help(diag, "%s", refusal.help);
}

/* In the child: reads the file and writes what is to be said. */
static int inspect_file(const struct request *request, const char *folder, GString *out)
{
	const struct options *options = request->options;
	enum diag_format format = (enum diag_format)options->report;
	struct arena *arena = arena_new();
	struct preflight preflight = {
		.arena = arena,
		.profile = (enum profile_id)options->judge,
		.name = request->name,
		.renderer = request->renderer,
		.path = request->path,
		.folder = folder,
	};
	const struct findings *findings = NULL;
	struct diag diag;
	GBytes *bytes;
	int status = FAILED;

	diag_init(&diag, format);
	bytes = file_load_bytes(request->path, FILE_MOST, &diag);
	if (bytes)
		findings = preflight_bytes(&preflight, bytes, &diag);
	if (findings) {
		verdict_print(out, &preflight, findings, format, options->notes);
		status = findings->errors > 0 ? FINDINGS : CLEAN;
	} else {
		if (bytes)
			explain(&diag, request->name, bytes);
		else if (g_file_test(request->path, G_FILE_TEST_IS_DIR))
			diag_help(&diag, "name its files: %s/*.pdf", request->path);
		g_string_append(out, diag.out->str);
	}
	if (bytes)
		g_bytes_unref(bytes);
	diag_release(&diag);
	arena_free(arena);
	return status;
}

/* From fork to verdict: what is said, and the status. */
static int inspect_apart(const struct request *request, GString *said, struct diag *diag)
{
	const bool ink = rule_severity(rule_find(RULE_INK),
			     (enum profile_id)request->options->judge) != SEVERITY_OFF;
	struct cell cell;
	char *why;
	int status = FAILED;

	cell_open(&cell, request->renderer && ink);
	if (cell.inside) {
		status = inspect_file(request, cell.folder, said);
		cell_answer(&cell, said, status);
	}
	why = cell_close(&cell, said, &status);
	if (why) {
		g_string_truncate(said, 0);
		diag_failure(diag, request->name, "%s", why);
		status = FAILED;
	}
	g_free(why);
	return status;
}

static int inspect_one(struct request request)
{
	GString *said = g_string_new(NULL);
	struct diag diag;
	char *path = NULL;
	int status = FAILED, stream = -1;

	diag_init(&diag, (enum diag_format)request.options->report);
	if (strcmp(request.path, "-") == 0) {
		request.name = diag.format == DIAG_JSON ? "-" : "standard input";
		stream = file_spool(STDIN_FILENO, request.name, FILE_MOST, &diag);
		/* The renderer, too, finds it there. */
		path = g_strdup_printf("/proc/%d/fd/%d", (int)getpid(), stream);
		request.path = path;
	}
	if (!path || stream >= 0)
		status = inspect_apart(&request, said, &diag);
	g_string_append(said, diag.out->str);
	fwrite(said->str, 1, said->len,
	    status == FAILED && diag.format == DIAG_TEXT ? stderr : stdout);
	fflush(NULL);
	if (stream >= 0)
		close(stream);
	g_free(path);
	g_string_free(said, TRUE);
	diag_release(&diag);
	return status;
}

static void sum_up(const unsigned counts[], const struct options *options)
{
	printf("%u files, profile %s: %u without errors, %u with errors, %u not read\n",
	    counts[CLEAN] + counts[FINDINGS] + counts[FAILED], profile_names[options->judge],
	    counts[CLEAN], counts[FINDINGS], counts[FAILED]);
}

int inspect_run(struct arena *arena, const struct options *options)
{
	g_autofree char *found = g_find_program_in_path("gs");
	/* It runs in a folder of its own. */
	g_autofree char *renderer = found ? g_canonicalize_filename(found, NULL) : NULL;
	unsigned counts[FAILED + 1] = { 0 };
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
		int status = inspect_one((struct request){ *path, *path, renderer, options });

		counts[status]++;
		worst = MAX(worst, status);
	}
	if (options->words[1] && options->report == DIAG_TEXT)
		sum_up(counts, options);
	return worst;
}
