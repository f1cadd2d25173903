/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compose/sheet.h"

static const char *const role_names[] = { "Document", "H1", "H2", "P", "L", "LI", "LBody", "Figure",
	"Link", "Span", "Sect" };

/* A number to .01 pt, never "-0". Two buffers would do; callers use a fresh one each. */
static const char *number(char buffer[G_ASCII_DTOSTR_BUF_SIZE], double value)
{
	if (value > -.005 && value < 0)
		value = 0;
	return g_ascii_formatd(buffer, G_ASCII_DTOSTR_BUF_SIZE, "%.2f", value);
}

static void dump_numbers(FILE *stream, const double *values, size_t count)
{
	char buffer[G_ASCII_DTOSTR_BUF_SIZE];

	for (size_t i = 0; i < count; i++)
		fprintf(stream, " %s", number(buffer, values[i]));
}

static void dump_rect(FILE *stream, struct rect area)
{
	dump_numbers(stream, (const double[]){ area.x, area.y, area.width, area.height }, 4);
}

static void dump_elements(const struct document *document, FILE *stream)
{
	for (size_t i = 0; i < document->n_elements; i++) {
		const struct element *element = &document->elements[i];

		fprintf(stream, "element %zu %s parent %d", i, role_names[element->role],
		    element->parent);
		if (element->path)
			fprintf(stream, " %s", element->path);
		if (element->alt)
			fprintf(stream, " alt \"%s\"", element->alt);
		fputc('\n', stream);
	}
}

static void dump_path(const struct item *item, FILE *stream)
{
	const double *coords = item->path.coords;
	char buffer[G_ASCII_DTOSTR_BUF_SIZE];

	if (item->path.stroke > 0)
		fprintf(stream, " stroke %s", number(buffer, item->path.stroke));
	for (size_t i = 0; i < item->path.n_verbs; i++) {
		static const size_t counts
		    [] = { [PATH_MOVE] = 2, [PATH_LINE] = 2, [PATH_CURVE] = 6, [PATH_CLOSE] = 0 };
		size_t count = counts[item->path.verbs[i]];

		fprintf(stream, " %c", "MLCZ"[item->path.verbs[i]]);
		dump_numbers(stream, coords, count);
		coords += count;
	}
}

static void dump_glyphs(const struct item *item, FILE *stream)
{
	const struct sort *sorts = item->glyphs.sorts;
	size_t n = item->glyphs.n_sorts;
	char buffer[G_ASCII_DTOSTR_BUF_SIZE];

	fprintf(stream, " %s %s%s", item->glyphs.face->name, number(buffer, item->glyphs.size),
	    item->glyphs.backward ? " rtl" : "");
	if (n)
		dump_numbers(stream, (const double[]){ sorts[0].x, sorts[0].y, sorts[n - 1].x }, 3);
	fprintf(stream, " \"%s\"", item->glyphs.text);
}

static void dump_item(const struct document *document, const struct item *item, FILE *stream)
{
	static const char *const kinds[] = { "glyphs", "path", "qr" };
	char buffer[G_ASCII_DTOSTR_BUF_SIZE];

	fprintf(stream, "  %s %s%s", kinds[item->kind], document->palette->inks[item->ink].name,
	    item->overprint ? " overprint" : "");
	if (item->element == ARTIFACT)
		fputs(" artifact", stream);
	else
		fprintf(stream, " element %d", item->element);
	if (item->kind == ITEM_GLYPHS) {
		dump_glyphs(item, stream);
	} else if (item->kind == ITEM_PATH) {
		dump_path(item, stream);
	} else {
		dump_numbers(stream, (const double[]){ item->qr.x, item->qr.y }, 2);
		fprintf(stream, " %d modules of %s", item->qr.code->side,
		    number(buffer, item->qr.module));
	}
	fputc('\n', stream);
}

void sheet_dump(const struct document *document, FILE *stream)
{
	fprintf(stream, "document %s@%s %s%s \"%s\"\nsize", document->piece, document->format->name,
	    document->edition->tag, document->mono ? " mono" : "", document->title);
	dump_numbers(stream, (const double[]){ document->width, document->height, document->bleed },
	    3);
	fputc('\n', stream);
	dump_elements(document, stream);
	for (size_t i = 0; i < document->n_sheets; i++) {
		const struct sheet *sheet = &document->sheets[i];

		fprintf(stream, "sheet %s\n", sheet->name);
		for (size_t j = 0; j < sheet->n_panels; j++) {
			fprintf(stream, "  panel %s", sheet->panels[j].name);
			dump_numbers(stream,
			    (const double[]){ sheet->panels[j].x, sheet->panels[j].width }, 2);
			fputc('\n', stream);
		}
		for (size_t j = 0; j < sheet->n_items; j++)
			dump_item(document, &sheet->items[j], stream);
		for (size_t j = 0; j < sheet->n_links; j++) {
			fprintf(stream, "  link %s", sheet->links[j].uri);
			dump_rect(stream, sheet->links[j].area);
			fprintf(stream, " element %d \"%s\"\n", sheet->links[j].element,
			    sheet->links[j].contents);
		}
		for (size_t j = 0; j < sheet->n_promises; j++) {
			enum contact_kind kind = sheet->promises[j].kind;

			fprintf(stream, "  promise %s",
			    kind < CONTACT_KINDS ? contact_names[kind] : "qr");
			dump_rect(stream, sheet->promises[j].area);
			fputc('\n', stream);
		}
	}
}
