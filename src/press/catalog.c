/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "press/catalog.h"

#include <string.h>

#include "press/xmp.h"

static const char CREATOR[] = "handbill";

/* Whole seconds, UTC: "YYYY-MM-DD", then "THH:MM:SS" and "Z" where they are given. */
static bool read_date(const char *date, int parts[6])
{
	static const struct {
		size_t at, length;
		char after;
	} fields[] = { { 0, 4, '-' }, { 5, 2, '-' }, { 8, 2, 'T' }, { 11, 2, ':' }, { 14, 2, ':' },
		{ 17, 2, 'Z' } };
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
	return arena_printf(arena, "%04d-%02d-%02dT%02d:%02d:%02dZ", parts[0], parts[1], parts[2],
	    parts[3], parts[4], parts[5]);
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

static void write_info(struct pdf *pdf, const struct catalog *catalog)
{
	unsigned info = pdf_parse(pdf, "<< >>");
	pdf_set(pdf, info, "/Title", pdf_new_text(pdf, catalog->document->title));
	pdf_set(pdf, info, "/Creator", pdf_new_text(pdf, CREATOR));
	pdf_set(pdf, info, "/Producer", pdf_new_text(pdf, CREATOR));
	pdf_set(pdf, info, "/CreationDate", new_date(pdf, catalog->date));
	pdf_set(pdf, info, "/ModDate", new_date(pdf, catalog->date));
	if (catalog->purpose == PURPOSE_PRESS && catalog->intent) {
		pdf_set(pdf, info, "/Trapped", pdf_parse(pdf, "/False"));
		pdf_set(pdf, info, "/GTS_PDFXVersion", pdf_new_text(pdf, "PDF/X-4"));
	}
	pdf_set(pdf, pdf_trailer(pdf), "/Info", pdf_indirect(pdf, info));
}

static void write_metadata(struct pdf *pdf, const struct catalog *catalog)
{
	const struct document *document = catalog->document;
	g_autofree char *name = g_strdup_printf("%s %s %s %s %s %s%s %zu", CREATOR, document->piece,
	    document->format->name, document->edition->tag, purposes[catalog->purpose].name,
	    document->contact->region, document->mono ? " mono" : "", document->n_sheets);
	g_autofree char *made =
	    g_strjoin(" ", name, document->title, catalog->date, catalog->content, NULL);
	g_autofree char *document_id = xmp_uuid(name, -1);
	g_autofree char *instance_id = xmp_uuid(made, -1);
	struct xmp xmp = {
		.title = document->title,
		.language = document->edition->tag,
		.creator = CREATOR,
		.date = catalog->date,
		.document = document_id,
		.instance = instance_id,
		.archive = catalog->intent != NULL,
		.exchange = catalog->intent && catalog->purpose == PURPOSE_PRESS,
	};
	g_autoptr(GString) packet = xmp_new(&xmp);
	unsigned stream = pdf_new_stream(pdf, packet->str, packet->len, false);
	unsigned dict = pdf_stream_dict(pdf, stream);
	pdf_set(pdf, dict, "/Type", pdf_parse(pdf, "/Metadata"));
	pdf_set(pdf, dict, "/Subtype", pdf_parse(pdf, "/XML"));
	pdf_set(pdf, pdf_root(pdf), "/Metadata", stream);
}

static void write_intent(struct pdf *pdf, unsigned intents, const char *kind,
    const struct intent *intent, unsigned profile)
{
	unsigned row = pdf_parse_printf(pdf, "<< /Type /OutputIntent /S /%s >>", kind);
	pdf_set(pdf, row, "/OutputConditionIdentifier", pdf_new_text(pdf, intent->condition));
	pdf_set(pdf, row, "/Info", pdf_new_text(pdf, intent->info));
	if (intent->registry)
		pdf_set(pdf, row, "/RegistryName", pdf_new_text(pdf, intent->registry));
	pdf_set(pdf, row, "/DestOutputProfile", profile);
	pdf_append(pdf, intents, row);
}

/* PDF/X and PDF/A each want an intent of their own, and PDF/A that both are on one profile. */
static void write_intents(struct pdf *pdf, const struct catalog *catalog)
{
	const struct intent *intent = catalog->intent;
	if (!intent)
		return;
	unsigned stream = pdf_new_stream(pdf, intent->data, intent->length, true);
	pdf_set(pdf, pdf_stream_dict(pdf, stream), "/N", pdf_new_integer(pdf, intent->components));
	unsigned intents = pdf_new_array(pdf);
	if (catalog->purpose == PURPOSE_PRESS)
		write_intent(pdf, intents, "GTS_PDFX", intent, stream);
	write_intent(pdf, intents, "GTS_PDFA1", intent, stream);
	pdf_set(pdf, pdf_root(pdf), "/OutputIntents", intents);
}

void catalog_write(struct pdf *pdf, const struct catalog *catalog)
{
	unsigned root = pdf_root(pdf);
	const struct language *language = catalog->document->edition->language;
	/* Which way its pages turn is a screen's affair. */
	bool rtl = catalog->purpose == PURPOSE_SCREEN && language && language->script &&
	    language->script->rtl;
	write_info(pdf, catalog);
	write_metadata(pdf, catalog);
	write_intents(pdf, catalog);
	pdf_set(pdf, root, "/Lang", pdf_new_text(pdf, catalog->document->edition->tag));
	pdf_set(pdf, root, "/ViewerPreferences",
	    pdf_parse(pdf,
		rtl ? "<< /DisplayDocTitle true /Direction /R2L >>"
		    : "<< /DisplayDocTitle true >>"));
}
