/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/build.h"

#include <errno.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "batch/batch.h"
#include "batch/catalogue.h"
#include "batch/gallery.h"
#include "command/summary.h"

enum { MOST_BLEED = 6 }; /* mm */

static const char usual_out[] = "out";

/* A build in the making. */
struct build {
	struct arena *arena;
	const struct options *options;
	const struct catalogue *catalogue;
	struct ticket ticket;
	FILE *report;
	struct diag diag;
};

static bool ask_purposes(struct build *build)
{
	const char *known[PURPOSE_COUNT + 1] = { NULL };
	char **words = build->options->purposes;
	bool ok = true;

	for (int i = 0; i < PURPOSE_COUNT; i++)
		known[i] = purposes[i].name;
	if (!words || !*words)
		build->ticket.purposes = (1U << PURPOSE_COUNT) - 1;
	for (; words && *words; words++) {
		int i = 0;

		while (i < PURPOSE_COUNT && strcmp(known[i], *words) != 0)
			i++;
		if (i < PURPOSE_COUNT)
			build->ticket.purposes |= 1U << i;
		else
			catalogue_unknown(NULL, "purpose", *words, known, &build->diag);
		ok &= i < PURPOSE_COUNT;
	}
	return ok;
}

static bool ask_marks(struct build *build)
{
	const char *known[16] = { NULL };
	bool ok = true;

	for (size_t i = 0; mark_rows[i].name && i + 1 < G_N_ELEMENTS(known); i++)
		known[i] = mark_rows[i].name;
	for (char **words = build->options->marks; words && *words; words++) {
		size_t i = 0;

		while (known[i] && strcmp(known[i], *words) != 0)
			i++;
		if (known[i])
			build->ticket.press.marks |= mark_rows[i].bit;
		else
			catalogue_unknown(NULL, "mark", *words, known, &build->diag);
		ok &= known[i] != NULL;
	}
	return ok;
}

/* A bleed of its own, and the shop's profile. */
static bool ask_shop(struct build *build)
{
	const struct options *options = build->options;
	const struct intent *own;
	struct length length;

	build->ticket.bleed = -1;
	if (options->bleed) {
		if (length_parse(options->bleed, &length) && length.unit <= UNIT_IN)
			build->ticket.bleed = length_points(length, 0, 0, 0);
		if (build->ticket.bleed < 0 || geom_mm(build->ticket.bleed) > MOST_BLEED + .001) {
			diag_failure(&build->diag, NULL,
			    "--bleed takes 0 to %d mm, such as 3 mm or 0.125 in, not \"%s\"",
			    MOST_BLEED, options->bleed);
			return false;
		}
	}
	if (!options->profile != !options->condition) {
		diag_failure(&build->diag, NULL,
		    "--output-profile and --output-condition go together: a profile, and what it is for");
		return false;
	}
	if (!options->profile)
		return true;
	own = intent_load(build->arena, options->profile, options->condition, &build->diag);
	build->ticket.press.intents[INTENT_INCH] = own;
	build->ticket.press.intents[INTENT_METRIC] = own;
	return own != NULL;
}

/* The day that files carry, where it is not their edition's. */
static bool ask_date(struct build *build)
{
	const char *epoch = g_getenv("SOURCE_DATE_EPOCH");
	gint64 seconds;
	GDateTime *time;
	char *text;

	if (!epoch || !*epoch)
		return true;
	if (!g_ascii_string_to_signed(epoch, 10, 0, G_MAXUINT32, &seconds, NULL)) {
		diag_failure(&build->diag, "SOURCE_DATE_EPOCH",
		    "\"%s\" is not a number of seconds since 1970", epoch);
		return false;
	}
	time = g_date_time_new_from_unix_utc(seconds);
	text = g_date_time_format(time, "%Y-%m-%dT%H:%M:%SZ");
	build->ticket.press.date = arena_strdup(build->arena, text);
	g_free(text);
	g_date_time_unref(time);
	return true;
}

static bool ask_out(struct build *build)
{
	const char *out = build->ticket.out;

	if (g_mkdir_with_parents(out, 0777) != 0)
		diag_failure(&build->diag, out, "the folder cannot be made: %s", g_strerror(errno));
	else if (access(out, W_OK | X_OK) != 0)
		diag_failure(&build->diag, out, "files cannot be put there: %s", g_strerror(errno));
	else
		return true;
	return false;
}

/* Whether all that went wrong is in editions, which are left out for it: the others are printed. */
static bool only_editions(const struct build *build, const struct catalogue *catalogue)
{
	unsigned theirs = 0;

	if (diag_status(&build->diag) == 0)
		return true;
	for (size_t i = 0; i < catalogue->n_editions; i++)
		if (catalogue->editions[i].asked && !catalogue->editions[i].edition)
			theirs += catalogue->editions[i].errors;
	return catalogue->n_jobs > 0 && build->diag.errors + build->diag.failures == theirs;
}

static bool read_all(struct build *build)
{
	const struct options *options = build->options;
	const struct wish wish = {
		.data = options->data,
		.content = options->content,
		.langs = options->langs,
		.pieces = options->words,
		.reviewed = options->only == ONLY_REVIEWED,
	};
	const struct catalogue *catalogue = catalogue_load(build->arena, &wish, &build->diag);
	bool ok = ask_purposes(build);

	ok &= ask_marks(build);
	ok &= ask_date(build);
	if (catalogue)
		build->ticket.contact =
		    catalogue_contact(build->arena, catalogue, options->region, &build->diag);
	if (catalogue)
		intents_load(build->arena, catalogue->data, build->ticket.press.intents,
		    &build->diag);
	ok &= ask_shop(build);
	if (!ok || !catalogue || !only_editions(build, catalogue))
		return false;
	build->catalogue = catalogue;
	build->ticket.data = catalogue->data;
	build->ticket.palette = catalogue->palette;
	build->ticket.type = catalogue->type;
	build->ticket.out = options->out ? options->out : usual_out;
	build->ticket.mono = options->mono;
	return true;
}

/* In this process, without workers: what is written is for eyes and tests. */
static void dump_jobs(struct build *build)
{
	const struct catalogue *catalogue = build->catalogue;
	struct arena *arena = NULL;
	struct composer *composer = NULL;
	const struct edition *open = NULL;

	for (size_t i = 0; i < catalogue->n_jobs; i++) {
		const struct job *job = &catalogue->jobs[i];

		if (job->edition != open) {
			arena_free(arena);
			arena = arena_new();
			open = job->edition;
			build->diag.job = open->tag;
			composer = job_open(arena, &build->ticket, open, &build->diag);
		}
		build->diag.job = job->name;
		if (composer)
			job_dump(job, composer, &build->ticket, (enum dump)build->options->dump,
			    stdout, &build->diag);
		fflush(stdout);
		diag_flush(&build->diag, build->report);
	}
	build->diag.job = NULL;
	arena_free(arena);
}

static void print_jobs(struct build *build)
{
	const struct options *options = build->options;
	const struct catalogue *catalogue = build->catalogue;
	const gint64 start = g_get_monotonic_time(), day = g_get_real_time() / G_USEC_PER_SEC;
	const struct outcome *outcomes;
	struct progress progress;
	struct summary summary;
	const struct batch batch = {
		.jobs = catalogue->jobs,
		.n_jobs = catalogue->n_jobs,
		.ticket = &build->ticket,
		.workers = options->workers ? (unsigned)options->workers : g_get_num_processors(),
		.report = build->report,
		.progress = &progress,
	};

	if (catalogue->n_jobs > 0 && !ask_out(build))
		return;
	progress_init(&progress, stderr, catalogue->n_jobs, options->report == DIAG_TEXT);
	outcomes = batch_run(build->arena, &batch, &build->diag);
	summary = summary_count(catalogue, outcomes);
	summary.earlier = summary_earlier(catalogue, &build->ticket, outcomes, day);
	if (summary.yield.pdfs + summary.yield.pngs > 0)
		gallery_write(catalogue, build->ticket.out, &build->diag);
	diag_flush(&build->diag, build->report);
	/* Who fixes the date wants the same words every time. */
	summary.seconds =
	    g_getenv("SOURCE_DATE_EPOCH") ? -1 : (double)(g_get_monotonic_time() - start) / 1e6;
	summary.out = build->ticket.out;
	summary_print(&summary, catalogue, &build->diag, stdout);
}

int build_run(struct arena *arena, const struct options *options)
{
	struct build build = { .arena = arena, .options = options };
	int status;

	/* A dump has standard output for itself. */
	build.report = options->report == DIAG_JSON && options->dump == DUMP_NONE ? stdout : stderr;
	diag_init(&build.diag, (enum diag_format)options->report);
	if (read_all(&build)) {
		diag_flush(&build.diag, build.report);
		if (options->dump != DUMP_NONE)
			dump_jobs(&build);
		else
			print_jobs(&build);
	}
	diag_flush(&build.diag, build.report);
	status = diag_status(&build.diag);
	diag_release(&build.diag);
	return status;
}
