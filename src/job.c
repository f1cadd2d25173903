/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "job.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/file.h"

enum { TEMPORARY = 7 }; /* what file_write adds to a name: a dot and six characters */

/* One purpose of a job. */
struct printing {
	struct arena *arena;
	const struct job *job;
	const struct ticket *ticket;
	const struct document *document;
	struct press *press;
	struct yield *yield;
};

char *job_path(struct arena *arena, const struct job *job, const char *out, enum purpose purpose,
    size_t page)
{
	const char *piece = job->layout->name, *format = job->format->name,
		   *tag = job->edition->tag;

	if (purposes[purpose].png)
		return arena_printf(arena, "%s/%s/%s/%s-%s-%zu.png", out, purposes[purpose].name,
		    tag, piece, format, page);
	return arena_printf(arena, "%s/%s/%s/%s-%s.pdf", out, purposes[purpose].name, tag, piece,
	    format);
}

static bool has_folds(const struct layout *layout)
{
	for (size_t i = 0; i < layout->n_sides; i++)
		if (layout->sides[i].n_panels > 0)
			return true;
	return false;
}

char *job_panels_path(struct arena *arena, const struct job *job, const char *out)
{
	if (!has_folds(job->layout))
		return NULL;
	return arena_printf(arena, "%s/%s/%s/%s-%s-panels.pdf", out, purposes[PURPOSE_SCREEN].name,
	    job->edition->tag, job->layout->name, job->format->name);
}

struct composer *job_open(struct arena *arena, const struct ticket *ticket,
    const struct edition *edition, struct diag *diag)
{
	return composer_new(arena, ticket->data, edition, ticket->contact, ticket->palette,
	    ticket->type, diag);
}

/* The job's format, with the bleed that was asked for. */
static const struct format *bled_format(struct arena *arena, const struct job *job,
    const struct ticket *ticket)
{
	struct format *format;

	if (ticket->bleed < 0)
		return job->format;
	format = arena_copy(arena, job->format, 1, sizeof(*format));
	format->bleed = ticket->bleed;
	return format;
}

/* Takes the bytes, which may be NULL. */
static bool let_out(GBytes *bytes, const char *path, struct diag *diag)
{
	bool ok = bytes && file_write(path, bytes, diag);

	if (bytes)
		g_bytes_unref(bytes);
	return ok;
}

static bool print_pdf(struct printing *printing, enum purpose purpose, struct diag *diag)
{
	const struct ticket *ticket = printing->ticket;
	const char *path = job_path(printing->arena, printing->job, ticket->out, purpose, 0);

	if (!let_out(press_pdf(printing->press, purpose, &ticket->press, diag), path, diag))
		return false;
	printing->yield->pdfs++;
	printing->yield->pages += (unsigned)printing->document->n_sheets;
	return true;
}

/* The panels of a folded piece, one a page. */
static bool print_panels(struct printing *printing, struct diag *diag)
{
	const struct ticket *ticket = printing->ticket;
	const char *path = job_panels_path(printing->arena, printing->job, ticket->out);

	if (!path)
		return true;
	if (!let_out(press_panels(printing->press, &ticket->press, diag), path, diag))
		return false;
	printing->yield->pdfs++;
	for (size_t i = 0; i < printing->document->n_sheets; i++)
		printing->yield->pages += (unsigned)printing->document->sheets[i].n_panels;
	return true;
}

static bool print_pngs(struct printing *printing, enum purpose purpose, struct diag *diag)
{
	for (size_t i = 0; i < printing->document->n_sheets; i++) {
		const char *path =
		    job_path(printing->arena, printing->job, printing->ticket->out, purpose, i + 1);

		if (!let_out(press_png(printing->press, i, diag), path, diag))
			return false;
		printing->yield->pngs++;
		printing->yield->pages++;
	}
	return true;
}

bool job_run(const struct job *job, struct composer *composer, const struct ticket *ticket,
    struct yield *yield, struct diag *diag)
{
	struct arena *arena = arena_new();
	const struct document *document = compose_document(arena, composer, job->layout,
	    bled_format(arena, job, ticket), ticket->mono, NULL, diag);
	struct printing printing = { arena, job, ticket, document, NULL, yield };
	/* What has an error is not printed, whatever could be composed of it. */
	bool ok = document && diag->errors == 0;

	if (ok && ticket->purposes) {
		printing.press = press_new(arena, document, diag);
		ok = printing.press != NULL;
	}
	for (int i = 0; printing.press && i < PURPOSE_COUNT; i++) {
		if (!(ticket->purposes & 1U << i))
			continue;
		if (purposes[i].png)
			ok &= print_pngs(&printing, (enum purpose)i, diag);
		else
			ok &= print_pdf(&printing, (enum purpose)i, diag);
		if (i == PURPOSE_SCREEN)
			ok &= print_panels(&printing, diag);
	}
	arena_free(arena);
	return ok;
}

bool job_dump(const struct job *job, struct composer *composer, const struct ticket *ticket,
    enum dump what, FILE *stream, struct diag *diag)
{
	struct arena *arena = arena_new();
	const struct document *document = compose_document(arena, composer, job->layout,
	    bled_format(arena, job, ticket), ticket->mono, what == DUMP_FIT ? stream : NULL, diag);

	if (document && what == DUMP_SHEETS)
		sheet_dump(document, stream);
	arena_free(arena);
	return document != NULL;
}

/* ".poster-a4.pdf.Xy12Zw" for "poster-a4.pdf"; ".poster-a4-1.png.Xy12Zw" for any page of
 * "poster-a4-". */
static bool is_temporary(const char *name, const char *stem, const char *suffix)
{
	size_t length = strlen(name), ending = strlen(suffix) + TEMPORARY;

	if (name[0] != '.' || !g_str_has_prefix(name + 1, stem) ||
	    length < 1 + strlen(stem) + ending)
		return false;
	return strncmp(name + length - ending, suffix, strlen(suffix)) == 0 &&
	    name[length - TEMPORARY] == '.';
}

static void sweep_folder(const char *folder, const char *stem, const char *suffix)
{
	GDir *dir = g_dir_open(folder, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		char *path = g_build_filename(folder, name, NULL);

		if (is_temporary(name, stem, suffix))
			g_unlink(path);
		g_free(path);
	}
	if (dir)
		g_dir_close(dir);
}

void job_sweep(const struct job *job, const struct ticket *ticket)
{
	struct arena *arena = arena_new();

	for (int i = 0; i < PURPOSE_COUNT; i++) {
		const char *folder = arena_printf(arena, "%s/%s/%s", ticket->out, purposes[i].name,
		    job->edition->tag);
		const char *stem = arena_printf(arena, "%s-%s%s", job->layout->name,
		    job->format->name, purposes[i].png ? "-" : "");

		if (ticket->purposes & 1U << i)
			sweep_folder(folder, stem, purposes[i].png ? ".png" : ".pdf");
	}
	arena_free(arena);
}
