/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "press/pages.h"

#include <math.h>

#include "press/ops.h"

static void add_numbers(GString *out, const double *values, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		ops_number(out, values[i]);
		g_string_append_c(out, ' ');
	}
}

static unsigned new_box(struct pdf *pdf, double x0, double y0, double x1, double y1)
{
	const double corners[] = { x0, y0, x1, y1 };
	g_autoptr(GString) syntax = g_string_new("[ ");
	add_numbers(syntax, corners, 4);
	g_string_append_c(syntax, ']');
	return pdf_parse(pdf, syntax->str);
}

void pages_boxes(struct pdf *pdf, size_t index, const struct document *document,
    enum purpose purpose, double width, double margin)
{
	unsigned page = pdf_page(pdf, index);
	double height = document->height, bleed = document->bleed;
	if (purposes[purpose].bleed) {
		pdf_set(pdf, page, "/MediaBox",
		    new_box(pdf, 0, 0, width + 2 * margin, height + 2 * margin));
		pdf_set(pdf, page, "/TrimBox",
		    new_box(pdf, margin, margin, margin + width, margin + height));
		double edge = margin - bleed;
		pdf_set(pdf, page, "/BleedBox",
		    new_box(pdf, edge, edge, margin + width + bleed, margin + height + bleed));
	} else {
		pdf_set(pdf, page, "/MediaBox", new_box(pdf, 0, 0, width, height));
	}
}

unsigned pages_all_plates(struct pdf *pdf)
{
	return pdf_indirect(pdf,
	    pdf_parse(pdf,
		"[ /Separation /All /DeviceCMYK << /FunctionType 2 /Domain [ 0 1 ] "
		"/C0 [ 0 0 0 0 ] /C1 [ 1 1 1 1 ] /N 1 >> ]"));
}

void pages_resources(struct pdf *pdf, size_t index, enum purpose purpose, unsigned fonts,
    unsigned all)
{
	unsigned resources = pdf_parse(pdf, "<< >>");
	pdf_set(pdf, resources, "/Font", fonts);
	if (purposes[purpose].colour == COLOUR_CMYK)
		pdf_set(pdf, resources, "/ExtGState",
		    pdf_parse(pdf,
			"<< /O0 << /Type /ExtGState /OP false /op false /OPM 0 >> "
			"/O1 << /Type /ExtGState /OP true /op true /OPM 1 >> >>"));
	if (all) {
		unsigned spaces = pdf_parse(pdf, "<< >>");
		pdf_set(pdf, spaces, "/All", all);
		pdf_set(pdf, resources, "/ColorSpace", spaces);
	}
	pdf_set(pdf, pdf_page(pdf, index), "/Resources", resources);
}

unsigned pages_link(struct pdf *pdf, size_t index, double width, double height,
    const struct link *link)
{
	unsigned page = pdf_page(pdf, index);
	const struct rect *area = &link->area;
	unsigned annotation =
	    pdf_parse(pdf, "<< /Type /Annot /Subtype /Link /F 4 /Border [ 0 0 0 ] >>");
	pdf_set(pdf, annotation, "/Rect",
	    new_box(pdf, fmax(area->x, 0), fmax(height - area->y - area->height, 0),
		fmin(area->x + area->width, width), fmin(height - area->y, height)));
	unsigned action = pdf_parse(pdf, "<< /Type /Action /S /URI >>");
	pdf_set(pdf, action, "/URI", pdf_new_text(pdf, link->uri));
	pdf_set(pdf, annotation, "/A", action);
	pdf_set(pdf, annotation, "/Contents", pdf_new_text(pdf, link->contents));
	annotation = pdf_indirect(pdf, annotation);
	if (!pdf_has(pdf, page, "/Annots"))
		pdf_set(pdf, page, "/Annots", pdf_new_array(pdf));
	pdf_append(pdf, pdf_find(pdf, page, "/Annots"), annotation);
	return annotation;
}
