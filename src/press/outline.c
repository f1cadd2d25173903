/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "press/outline.h"

#include <math.h>
#include <string.h>

#include "press/ops.h"

/* A heading as it was set: its words, joined over its lines, and where it starts. */
struct heading {
	GString *text;
	size_t sheet;
	double top;
	unsigned object;
	bool found;
};

/* Is `element` the heading or something inside it? */
static bool belongs(const struct document *document, int element, int heading)
{
	while (element > heading)
		element = document->elements[element].parent;
	return element == heading;
}

/* Lines are joined by a space, but between wide characters, whose scripts have none. */
static void join_line(GString *text, const char *next)
{
	if (!text->len || !next[0])
		return;
	gunichar before = g_utf8_get_char(g_utf8_find_prev_char(text->str, text->str + text->len));
	gunichar after = g_utf8_get_char(next);
	if (g_unichar_isspace(before) || g_unichar_isspace(after))
		return;
	if (!g_unichar_iswide(before) || !g_unichar_iswide(after))
		g_string_append_c(text, ' ');
}

static void heading_read(struct heading *heading, const struct document *document, int element)
{
	double line = 0;
	for (size_t i = 0; i < document->n_sheets; i++) {
		const struct sheet *sheet = &document->sheets[i];
		for (size_t j = 0; j < sheet->n_items; j++) {
			const struct item *item = &sheet->items[j];
			if (item->kind != ITEM_GLYPHS || !item->glyphs.n_sorts ||
			    !belongs(document, item->element, element))
				continue;
			double y = item->glyphs.sorts[0].y;
			if (!heading->found) {
				heading->sheet = i;
				heading->top = y - item->glyphs.size;
				heading->found = true;
			} else if (fabs(y - line) > item->glyphs.size / 2) {
				join_line(heading->text, item->glyphs.text);
			}
			line = y;
			g_string_append(heading->text, item->glyphs.text);
		}
	}
	g_strstrip(heading->text->str);
	heading->text->len = strlen(heading->text->str);
}

static unsigned new_item(struct pdf *pdf, const struct document *document,
    const struct heading *heading)
{
	unsigned item = pdf_parse(pdf, "<< >>");
	g_autoptr(GString) place = g_string_new("[ /XYZ 0 ");
	ops_number(place, fmin(fmax(document->height - heading->top, 0), document->height));
	g_string_append(place, " 0 ]");
	unsigned view = pdf_parse(pdf, place->str), destination = pdf_new_array(pdf);
	pdf_append(pdf, destination, pdf_page(pdf, heading->sheet));
	for (size_t i = 0; i < pdf_count(pdf, view); i++)
		pdf_append(pdf, destination, pdf_item(pdf, view, i));
	pdf_set(pdf, item, "/Title", pdf_new_text(pdf, heading->text->str));
	pdf_set(pdf, item, "/Dest", destination);
	return pdf_indirect(pdf, item);
}

void outline_write(struct pdf *pdf, const struct document *document)
{
	g_autoptr(GArray) headings = g_array_new(FALSE, FALSE, sizeof(struct heading));
	for (size_t i = 0; i < document->n_elements; i++) {
		enum role role = document->elements[i].role;
		if (role != ROLE_H1 && role != ROLE_H2)
			continue;
		struct heading heading = { .text = g_string_new(NULL) };
		heading_read(&heading, document, (int)i);
		if (heading.found)
			g_array_append_val(headings, heading);
		else
			g_string_free(heading.text, TRUE);
	}
	struct heading *list = (struct heading *)(void *)headings->data;
	unsigned root = 0;
	if (headings->len >= 2)
		root = pdf_indirect(pdf,
		    pdf_parse_printf(pdf, "<< /Type /Outlines /Count %u >>", headings->len));
	for (guint i = 0; i < headings->len; i++) {
		if (root)
			list[i].object = new_item(pdf, document, &list[i]);
		g_string_free(list[i].text, TRUE);
	}
	if (!root)
		return;
	for (guint i = 0; i < headings->len; i++) {
		pdf_set(pdf, list[i].object, "/Parent", root);
		if (i > 0)
			pdf_set(pdf, list[i].object, "/Prev", list[i - 1].object);
		if (i + 1 < headings->len)
			pdf_set(pdf, list[i].object, "/Next", list[i + 1].object);
	}
	pdf_set(pdf, root, "/First", list[0].object);
	pdf_set(pdf, root, "/Last", list[headings->len - 1].object);
	pdf_set(pdf, pdf_root(pdf), "/Outlines", root);
}
