/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "press/catalog.h"

#include <string.h>

static const char CREATOR[] = "handbill";

/* Whole seconds, UTC: "YYYY-MM-DD", then "THH:MM:SS" and "Z" where they are given. */
static bool read_date(const char *date, int parts[6])
{
	static const struct {
		size_t at, length;
		char after;
	} fields[] = { { 0, 4, '-' }, { 5, 2, '-' }, { 8, 2, 'T' }, { 11, 2, ':' }, { 14, 2, ':' }, { 17, 2, 'Z' } };
	size_t length = date ? strlen(date) : 0;
	if (length < 10)
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
		size_t end = fields[i].at + fields[i].length;
		parts[i] = 0;
		if (i >= 3 && end > length)
			continue;
		for (size_t j = fields[i].at; j < end; j++) {
			if (!g_ascii_isdigit(date[j]))
				return false;
			parts[i] = parts[i] * 10 + (date[j] - '0');
		}
		if (end < length && date[end] != fields[i].after)
			return false;
	}
	return true;
}

const char *catalog_date(struct arena *arena, const struct document *document, const char *date)
{
	int parts[6];
	if (!read_date(date, parts) && !read_date(document->edition->status.date, parts))
		return "1970-01-01T00:00:00Z";
	return arena_printf(arena, "%04d-%02d-%02dT%02d:%02d:%02dZ", parts[0], parts[1], parts[2], parts[3],
	    parts[4], parts[5]);
}

/* D:20260102030405Z */
static unsigned new_date(struct pdf *pdf, const char *date)
{
	g_autoptr(GString) syntax = g_string_new("(D:");
	for (const char *at = date; *at; at++)
		if (g_ascii_isdigit(*at))
			g_string_append_c(syntax, *at);
	g_string_append(syntax, "Z)");
	return pdf_parse(pdf, syntax->str);
}

static void write_info(struct pdf *pdf, const struct document *document, const char *date)
{
	unsigned info = pdf_parse(pdf, "<< >>");
	pdf_set(pdf, info, "/Title", pdf_new_text(pdf, document->title));
	pdf_set(pdf, info, "/Creator", pdf_new_text(pdf, CREATOR));
	pdf_set(pdf, info, "/Producer", pdf_new_text(pdf, CREATOR));
	pdf_set(pdf, info, "/CreationDate", new_date(pdf, date));
	pdf_set(pdf, info, "/ModDate", new_date(pdf, date));
	pdf_set(pdf, pdf_trailer(pdf), "/Info", pdf_indirect(pdf, info));
}

void catalog_write(struct pdf *pdf, struct arena *arena, const struct document *document, enum purpose purpose,
    const char *date)
{
	unsigned root = pdf_root(pdf);
	const struct language *language = document->edition->language;
	bool rtl = language && language->script && language->script->rtl;
	(void)arena;
	(void)purpose;
	write_info(pdf, document, date);
	pdf_set(pdf, root, "/Lang", pdf_new_text(pdf, document->edition->tag));
	pdf_set(pdf, root, "/ViewerPreferences",
	    pdf_parse(pdf, rtl ? "<< /DisplayDocTitle true /Direction /R2L >>" : "<< /DisplayDocTitle true >>"));
}
