/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/summary.h"

#include <glib.h>

struct summary summary_count(const struct catalogue *catalogue, const struct outcome *outcomes)
{
	struct summary summary = { .outcomes = outcomes };

	for (size_t i = 0; i < catalogue->n_jobs; i++) {
		summary.yield.pdfs += outcomes[i].yield.pdfs;
		summary.yield.pngs += outcomes[i].yield.pngs;
		summary.yield.pages += outcomes[i].yield.pages;
	}
	return summary;
}

/* Names in the order of the catalogue: what was not printed, drafts that were, drafts that were left out. */
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

static void print_names(FILE *stream, const char *before, const GPtrArray *names)
{
	for (guint i = 0; i < names->len; i++)
		fprintf(stream, "%s%s", i == 0 ? before : ", ", (const char *)names->pdata[i]);
	if (names->len > 0)
		fputc('\n', stream);
}

static const char *plural(unsigned count)
{
	return count == 1 ? "" : "s";
}

static void print_text(const struct summary *summary, const struct names *names,
    const struct diag *diag, FILE *stream)
{
	const struct yield *yield = &summary->yield;
	char seconds[G_ASCII_DTOSTR_BUF_SIZE];

	fprintf(stream, "%u PDF%s, %u PNG%s, %u page%s in %s", yield->pdfs, plural(yield->pdfs),
	    yield->pngs, plural(yield->pngs), yield->pages, plural(yield->pages), summary->out);
	if (summary->seconds >= 0)
		fprintf(stream, ", %s s",
		    g_ascii_formatd(seconds, sizeof(seconds), "%.1f", summary->seconds));
	fputc('\n', stream);
	if (diag->errors || diag->warnings || diag->failures)
		fprintf(stream, "%u error%s, %u warning%s, %u failure%s\n", diag->errors,
		    plural(diag->errors), diag->warnings, plural(diag->warnings), diag->failures,
		    plural(diag->failures));
	print_names(stream, "not printed: ", names->missing);
	print_names(stream, "drafts, not signed by a native reader: ", names->drafts);
	print_names(stream, "left out as drafts: ", names->left_out);
}

static void json_string(FILE *stream, const char *text)
{
	fputc('"', stream);
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			fprintf(stream, "\\%c", *text);
		else if ((unsigned char)*text < 0x20)
			fprintf(stream, "\\u%04x", (unsigned)*text);
		else
			fputc(*text, stream);
	}
	fputc('"', stream);
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
