/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/summary.h"

#include <glib.h>
#include <glib/gstdio.h>

enum { NAMES_SHOWN = 24 }; /* the rest have been told one by one */

struct summary summary_count(const struct catalogue *catalogue, const struct outcome *outcomes)
{
	struct summary summary = { .outcomes = outcomes, .n_jobs = catalogue->n_jobs };

	for (size_t i = 0; i < catalogue->n_jobs; i++) {
		summary.yield.pdfs += outcomes[i].yield.pdfs;
		summary.yield.pngs += outcomes[i].yield.pngs;
		summary.yield.pages += outcomes[i].yield.pages;
	}
	return summary;
}

static size_t count_earlier(struct arena *arena, const struct job *job, const struct ticket *ticket,
    gint64 start)
{
	size_t count = 0;

	for (int i = 0; i < PURPOSE_COUNT; i++) {
		const size_t pages = purposes[i].png ? job->layout->n_sides : 1;

		for (size_t page = 1; ticket->purposes & 1U << i && page <= pages; page++) {
			const char *path = job_path(arena, job, ticket->out, (enum purpose)i, page);
			GStatBuf info;

			count += g_stat(path, &info) == 0 && (gint64)info.st_mtime < start;
		}
	}
	return count;
}

size_t summary_earlier(const struct catalogue *catalogue, const struct ticket *ticket,
    const struct outcome *outcomes, gint64 start)
{
	struct arena *arena = arena_new();
	size_t count = 0;

	for (size_t i = 0; i < catalogue->n_jobs; i++) {
		if (!outcomes[i].ok)
			count += count_earlier(arena, &catalogue->jobs[i], ticket, start);
	}
	arena_free(arena);
	return count;
}

/* Names in the order of the catalogue: what was not printed, drafts that were, drafts that were
 * left out. */
struct names {
	GPtrArray *missing, *drafts, *left_out;
};

static void names_init(struct names *names, const struct summary *summary,
    const struct catalogue *catalogue)
{
	names->missing = g_ptr_array_new();
	names->drafts = g_ptr_array_new();
	names->left_out = g_ptr_array_new();
	for (size_t i = 0; i < catalogue->n_jobs; i++) {
		if (!summary->outcomes[i].ok)
			g_ptr_array_add(names->missing, (void *)catalogue->jobs[i].name);
	}
	for (size_t i = 0; i < catalogue->n_editions; i++) {
		const struct catalogue_edition *row = &catalogue->editions[i];

		if (!row->edition && row->asked)
			g_ptr_array_add(names->missing, (void *)row->tag);
		if (!row->edition || !row->asked || !catalogue_is_draft(row->edition))
			continue;
		g_ptr_array_add(row->left_out ? names->left_out : names->drafts, (void *)row->tag);
	}
}

static void names_release(struct names *names)
{
	g_ptr_array_free(names->missing, TRUE);
	g_ptr_array_free(names->drafts, TRUE);
	g_ptr_array_free(names->left_out, TRUE);
}

static void print_plain(FILE *stream, const char *text)
{
	char *shown = diag_shown(text);

	fputs(shown, stream);
	g_free(shown);
}

static void print_names(FILE *stream, const char *before, const GPtrArray *names)
{
	for (guint i = 0; i < MIN(names->len, NAMES_SHOWN); i++) {
		fputs(i == 0 ? before : ", ", stream);
		print_plain(stream, names->pdata[i]);
	}
	if (names->len > NAMES_SHOWN)
		fprintf(stream, " and %u more", names->len - NAMES_SHOWN);
	if (names->len > 0)
		fputc('\n', stream);
}

static const char *plural(unsigned count)
{
	return count == 1 ? "" : "s";
}

static void print_files(const struct summary *summary, FILE *stream)
{
	const struct yield *yield = &summary->yield;
	char seconds[G_ASCII_DTOSTR_BUF_SIZE];

	fprintf(stream, "%u PDF%s, %u PNG%s, %u page%s in ", yield->pdfs, plural(yield->pdfs),
	    yield->pngs, plural(yield->pngs), yield->pages, plural(yield->pages));
	print_plain(stream, summary->out);
	if (summary->seconds >= 0)
		fprintf(stream, ", %s s",
		    g_ascii_formatd(seconds, sizeof(seconds), "%.1f", summary->seconds));
	fputc('\n', stream);
}

static void print_text(const struct summary *summary, const struct names *names,
    const struct diag *diag, FILE *stream)
{
	if (summary->n_jobs > 0)
		print_files(summary, stream);
	else
		fputs("nothing to print\n", stream);
	if (diag->errors || diag->warnings || diag->failures)
		fprintf(stream, "%u error%s, %u warning%s, %u failure%s\n", diag->errors,
		    plural(diag->errors), diag->warnings, plural(diag->warnings), diag->failures,
		    plural(diag->failures));
	print_names(stream, "not printed: ", names->missing);
	if (summary->earlier > 0) {
		fprintf(stream, "of those, %zu file%s in ", summary->earlier,
		    summary->earlier == 1 ? " is" : "s are");
		print_plain(stream, summary->out);
		fputs(" from an earlier run\n", stream);
	}
	print_names(stream, "drafts, not signed by a native reader: ", names->drafts);
	print_names(stream, "left out as drafts: ", names->left_out);
}

static void json_string(FILE *stream, const char *text)
{
	GString *quoted = g_string_new(NULL);

	diag_quoted(quoted, text);
	fputs(quoted->str, stream);
	g_string_free(quoted, TRUE);
}

static void json_names(FILE *stream, const char *key, const GPtrArray *names)
{
	fprintf(stream, ",\"%s\":[", key);
	for (guint i = 0; i < names->len; i++) {
		if (i > 0)
			fputc(',', stream);
		json_string(stream, names->pdata[i]);
	}
	fputc(']', stream);
}

static void print_json(const struct summary *summary, const struct names *names,
    const struct diag *diag, FILE *stream)
{
	char seconds[G_ASCII_DTOSTR_BUF_SIZE];

	fprintf(stream,
	    "{\"summary\":{\"pdfs\":%u,\"pngs\":%u,\"pages\":%u,\"out\":", summary->yield.pdfs,
	    summary->yield.pngs, summary->yield.pages);
	json_string(stream, summary->out);
	if (summary->seconds >= 0)
		fprintf(stream, ",\"seconds\":%s",
		    g_ascii_formatd(seconds, sizeof(seconds), "%.3f", summary->seconds));
	fprintf(stream, ",\"errors\":%u,\"warnings\":%u,\"failures\":%u", diag->errors,
	    diag->warnings, diag->failures);
	json_names(stream, "not_printed", names->missing);
	fprintf(stream, ",\"earlier_files\":%zu", summary->earlier);
	json_names(stream, "drafts", names->drafts);
	json_names(stream, "left_out", names->left_out);
	fputs("}}\n", stream);
}

void summary_print(const struct summary *summary, const struct catalogue *catalogue,
    const struct diag *diag, FILE *stream)
{
	struct names names;

	names_init(&names, summary, catalogue);
	if (diag->format == DIAG_JSON)
		print_json(summary, &names, diag, stream);
	else
		print_text(summary, &names, diag, stream);
	names_release(&names);
}
