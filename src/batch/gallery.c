/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "batch/gallery.h"

#include <glib.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"

enum { THUMB_HEIGHT = 240 }; /* of a preview, CSS px */

static const char head[] =
    "<!DOCTYPE html>\n"
    "<html lang=\"en\">\n"
    "<head>\n"
    "<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<title>What is printed</title>\n"
    "<style>\n"
    "body { margin: 0 auto; max-width: 76rem; padding: 1rem 1.5rem 4rem; font: 1rem/1.5 sans-serif;"
    " color: #1d1d1b; background: #fff }\n"
    "h1 { font-size: 1.6rem } h2 { font-size: 1.3rem; border-top: 2px solid; padding-top: 1rem; margin-top: 3rem }\n"
    "h3 { font-size: 1.05rem; margin: 1.5rem 0 .5rem }\n"
    "a { color: #0b4f8a }\n"
    "nav ul, .row { list-style: none; padding: 0; margin: 0; display: flex; flex-wrap: wrap; gap: 1rem }\n"
    ".row { align-items: flex-end; gap: 1.25rem }\n"
    "figure { margin: 0 } figcaption { font-size: .875rem }\n"
    ".pages { display: flex; gap: .5rem; align-items: flex-end }\n"
    "img { display: block; height: auto; max-width: 100%; border: 1px solid #767676; background: #fff }\n"
    ".state { display: inline-block; padding: .1rem .6rem; border: 2px solid; border-radius: 1rem; font-weight: bold }\n"
    ".draft { background: #ffe9b3 }\n"
    "</style>\n"
    "</head>\n"
    "<body>\n"
    "<header>\n"
    "<h1>What is printed</h1>\n"
    "<p><b>Press</b> files are for a print shop: CMYK, with bleed. <b>Screen</b> files are for posting, mailing and office "
    "printers. A <b>draft</b> has not been signed by a native reader: look at it with one before you print.</p>\n"
    "</header>\n";

static const char tail[] = "</body>\n</html>\n";

/* The page in the making. */
struct page {
	struct arena *arena;
	const struct catalogue *catalogue;
	const char *out;
	GString *text;
};

static void append(GString *text, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* As printf, with each %s made safe for HTML. */
static void append(GString *text, const char *format, ...)
{
	va_list args;
	char *safe;

	va_start(args, format);
	safe = g_markup_vprintf_escaped(format, args);
	va_end(args);
	g_string_append(text, safe);
	g_free(safe);
}

/* How wide a preview of that height is shown; 0 when there is no such PNG. */
static unsigned thumb_width(const char *path)
{
	unsigned char start[24];
	FILE *file = fopen(path, "rbe");
	size_t length = file ? fread(start, 1, sizeof(start), file) : 0;
	unsigned width, height;

	if (file)
		fclose(file);
	if (length < sizeof(start) || memcmp(start, "\x89PNG\r\n\x1a\n", 8) != 0)
		return 0;
	width = (unsigned)start[16] << 24 | (unsigned)start[17] << 16 | (unsigned)start[18] << 8 |
	    start[19];
	height = (unsigned)start[20] << 24 | (unsigned)start[21] << 16 | (unsigned)start[22] << 8 |
	    start[23];
	if (width == 0 || height == 0)
		return 0;
	return (unsigned)MAX(1.0, (double)width * THUMB_HEIGHT / height + 0.5);
}

static const char *direction(const struct edition *edition)
{
	return edition->language->script->rtl ? "rtl" : "ltr";
}

static void add_pages(struct page *page, const struct job *job, const char *title)
{
	for (size_t i = 1;; i++) {
		const char *inside = job_path(page->arena, job, ".", PURPOSE_PREVIEW, i) + 2;
		const unsigned width =
		    thumb_width(arena_printf(page->arena, "%s/%s", page->out, inside));

		if (width == 0)
			return;
		append(page->text,
		    "<a href=\"%s\"><img src=\"%s\" alt=\"%s, %zu\" width=\"%u\" "
		    "height=\"%d\" loading=\"lazy\"></a>\n",
		    inside, inside, title, i, width, THUMB_HEIGHT);
	}
}

static bool is_there(const struct page *page, const struct job *job, enum purpose purpose)
{
	return g_file_test(job_path(page->arena, job, page->out, purpose, 1),
	    G_FILE_TEST_IS_REGULAR);
}

/* A format's pictures and links, if there is any file of it. */
static bool add_job(struct page *page, const struct job *job, const char *title)
{
	const char *panels = job_panels_path(page->arena, job, page->out);
	bool any = false;

	for (int i = 0; i < PURPOSE_COUNT; i++)
		any |= is_there(page, job, (enum purpose)i);
	if (!any)
		return false;
	append(page->text, "<figure>\n<div class=\"pages\" lang=\"%s\" dir=\"%s\">\n",
	    job->edition->tag, direction(job->edition));
	add_pages(page, job, title);
	append(page->text, "</div>\n<figcaption>%s", job->format->name);
	for (int i = 0; i < PURPOSE_COUNT; i++) {
		if (purposes[i].png || !is_there(page, job, (enum purpose)i))
			continue;
		append(page->text, " · <a href=\"%s\" aria-label=\"%s PDF, %s, %s\">%s</a>",
		    job_path(page->arena, job, ".", (enum purpose)i, 0) + 2, purposes[i].name,
		    job->layout->name, job->format->name, purposes[i].name);
	}
	if (panels && g_file_test(panels, G_FILE_TEST_IS_REGULAR))
		append(page->text, " · <a href=\"%s\" aria-label=\"panels PDF, %s, %s\">panels</a>",
		    job_panels_path(page->arena, job, ".") + 2, job->layout->name,
		    job->format->name);
	g_string_append(page->text, "</figcaption>\n</figure>\n");
	return true;
}

static bool add_piece(struct page *page, const struct edition *edition, const struct layout *layout)
{
	const struct phrase *title = edition_find(edition, "guide.title");
	const gsize before = page->text->len;
	bool any = false;

	append(page->text, "<h3>%s</h3>\n<div class=\"row\">\n", layout->name);
	for (size_t i = 0; i < layout->n_formats; i++) {
		const struct job job = { edition, layout, layout->formats[i], NULL };

		any |= add_job(page, &job, title ? title->text : layout->name);
	}
	g_string_append(page->text, "</div>\n");
	if (!any)
		g_string_truncate(page->text, before);
	return any;
}

static void add_state(struct page *page, const struct edition *edition)
{
	const struct status *status = &edition->status;

	switch (status->state) {
	case STATE_REFERENCE:
		g_string_append(page->text, "<p><span class=\"state\">reference</span></p>\n");
		break;
	case STATE_REVIEWED:
		append(page->text, "<p><span class=\"state\">reviewed</span> by %s on %s</p>\n",
		    status->reviewer, status->reviewed);
		break;
	case STATE_DRAFT:
	case STATE_UNTRANSLATED:
		append(page->text,
		    "<p><span class=\"state draft\">%s</span> Not signed by a native reader.</p>\n",
		    state_name(status->state));
		break;
	}
}

static bool add_edition(struct page *page, const struct edition *edition)
{
	const struct phrase *name = edition_find(edition, "labels.language");
	const gsize before = page->text->len;
	bool any = false;

	append(page->text,
	    "<section id=\"%s\" aria-labelledby=\"%s-name\">\n<h2 id=\"%s-name\">"
	    "<span lang=\"%s\" dir=\"%s\">%s</span> (%s)</h2>\n",
	    edition->tag, edition->tag, edition->tag, edition->tag, direction(edition),
	    name ? name->text : edition->tag, edition->language->name);
	add_state(page, edition);
	for (size_t i = 0; i < page->catalogue->n_pieces; i++) {
		if (page->catalogue->pieces[i].layout)
			any |= add_piece(page, edition, page->catalogue->pieces[i].layout);
	}
	g_string_append(page->text, "</section>\n");
	if (!any)
		g_string_truncate(page->text, before);
	return any;
}

static void add_contents(GString *text, const struct edition *edition)
{
	const struct phrase *name = edition_find(edition, "labels.language");

	append(text, "<li><a href=\"#%s\" lang=\"%s\">%s</a></li>\n", edition->tag, edition->tag,
	    name ? name->text : edition->tag);
}

bool gallery_write(const struct catalogue *catalogue, const char *out, struct diag *diag)
{
	struct arena *arena = arena_new();
	struct page page = { arena, catalogue, out, g_string_new(NULL) };
	GString *whole = g_string_new(head);
	GBytes *bytes;
	bool ok;

	g_string_append(whole, "<nav aria-label=\"Editions\">\n<ul>\n");
	for (size_t i = 0; i < catalogue->n_editions; i++) {
		const struct edition *edition = catalogue->editions[i].edition;

		if (edition && add_edition(&page, edition))
			add_contents(whole, edition);
	}
	g_string_append(whole, "</ul>\n</nav>\n<main>\n");
	g_string_append_len(whole, page.text->str, (gssize)page.text->len);
	g_string_append(whole, "</main>\n");
	g_string_append(whole, tail);
	g_string_free(page.text, TRUE);
	bytes = g_string_free_to_bytes(whole);
	ok = file_write(arena_printf(arena, "%s/index.html", out), bytes, diag);
	g_bytes_unref(bytes);
	arena_free(arena);
	return ok;
}
