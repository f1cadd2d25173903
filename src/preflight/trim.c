/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preflight/trim.h"

#include <math.h>

enum { LEVELS_MOST = 4096 };	    /* of the page tree */
static const double SLACK = 0.01;   /* pt, for boxes that writers round */
static const double SIZE_SLACK = 1; /* pt, between pages */

static const char *const box_keys[BOX_COUNT] = { "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox",
	"/ArtBox" };

unsigned inspection_inherited(struct inspection *inspection, unsigned page, const char *key)
{
	struct cos *cos = inspection->cos;
	unsigned node = page, value = cos_find(cos, page, key);
	/* A node that has been met before is a parent of itself: one of those passed is kept in
	 * mind, each twice as far up as the one before. */
	int met = cos_number_of(cos, page);
	for (int i = 1, next = 2; i <= LEVELS_MOST && cos_type(cos, value) == PDF_NULL; i++) {
		node = cos_find(cos, node, "/Parent");
		int number = cos_number_of(cos, node);
		if (cos_type(cos, node) != PDF_DICT || (number && number == met))
			break;
		value = cos_find(cos, node, key);
		if (i == next) {
			met = number;
			next *= 2;
		}
	}
	return value;
}

struct spot inspection_object(struct inspection *inspection, unsigned object)
{
	return (struct spot){ .object = cos_number_of(inspection->cos, object) };
}

/* Any two opposite corners, in any order. */
static bool box_read(struct inspection *inspection, unsigned array, struct rect *box)
{
	double n[4];
	if (cos_reals(inspection->cos, array, n, 4) != 4)
		return false;
	for (int i = 0; i < 4; i++)
		if (!isfinite(n[i]) || fabs(n[i]) > 1e7)
			return false;
	*box = (struct rect){ fmin(n[0], n[2]), fmin(n[1], n[3]), fabs(n[2] - n[0]),
		fabs(n[3] - n[1]) };
	return true;
}

static struct rect intersect(struct rect a, struct rect b)
{
	double left = fmax(a.x, b.x), low = fmax(a.y, b.y);
	double right = fmin(a.x + a.width, b.x + b.width),
	       high = fmin(a.y + a.height, b.y + b.height);
	if (right <= left || high <= low)
		return a;
	return (struct rect){ left, low, right - left, high - low };
}

static bool trim_usable(const struct trim *trim, enum page_box box)
{
	return trim->has[box] && trim->boxes[box].width > 0 && trim->boxes[box].height > 0;
}

struct trim trim_read(struct inspection *inspection, unsigned page, unsigned number)
{
	struct trim trim = { .page = number, .unit = 1 };
	for (int i = 0; i < BOX_COUNT; i++) {
		unsigned array = i <= BOX_CROP ? inspection_inherited(inspection, page, box_keys[i])
					       : cos_find(inspection->cos, page, box_keys[i]);
		trim.has[i] = box_read(inspection, array, &trim.boxes[i]);
		trim.unread[i] = !trim.has[i] && cos_type(inspection->cos, array) != PDF_NULL;
	}
	/* As viewers do where there is none. */
	if (!trim.has[BOX_MEDIA])
		trim.boxes[BOX_MEDIA] = (struct rect){ 0, 0, 612, 792 };
	if (!trim.has[BOX_CROP])
		trim.boxes[BOX_CROP] = trim.boxes[BOX_MEDIA];
	for (int i = BOX_BLEED; i < BOX_COUNT; i++)
		if (!trim.has[i])
			trim.boxes[i] = trim.boxes[BOX_CROP];
	/* A box of no area cuts nothing out: the checks of the content take the next one. */
	int edge = trim_usable(&trim, BOX_TRIM) ? BOX_TRIM
	    : trim_usable(&trim, BOX_ART)	? BOX_ART
						: BOX_CROP;
	trim.edge = intersect(trim.boxes[edge], trim.boxes[BOX_MEDIA]);
	double value;
	if (cos_real(inspection->cos, inspection_inherited(inspection, page, "/Rotate"), &value) &&
	    fabs(value) < 1e6)
		trim.rotate = (((int)value % 360) + 360) % 360;
	if (cos_real(inspection->cos, cos_find(inspection->cos, page, "/UserUnit"), &value) &&
	    value > 0 && value < 1e5)
		trim.unit = value;
	return trim;
}

struct spot trim_spot(const struct trim *trim, double x, double y)
{
	const struct rect *edge = &trim->edge;
	double left = x - edge->x, right = edge->x + edge->width - x;
	double low = y - edge->y, high = edge->y + edge->height - y;
	double across = left, down = high;
	if (trim->rotate == 90) {
		across = low;
		down = left;
	} else if (trim->rotate == 180) {
		across = right;
		down = low;
	} else if (trim->rotate == 270) {
		across = high;
		down = right;
	}
	return (struct spot){
		.page = trim->page,
		.placed = true,
		.x = geom_mm(across * trim->unit),
		.y = geom_mm(down * trim->unit),
	};
}

struct spot trim_box_spot(const struct trim *trim, struct rect box)
{
	bool right = trim->rotate == 180 || trim->rotate == 270;
	bool low = trim->rotate == 90 || trim->rotate == 180;
	return trim_spot(trim, box.x + (right ? box.width : 0), box.y + (low ? 0 : box.height));
}

/* "210.0 x 297.0 mm" */
static char *box_size(const struct trim *trim, struct rect box)
{
	double width = geom_mm(box.width * trim->unit), height = geom_mm(box.height * trim->unit);
	return g_strdup_printf("%.1f x %.1f mm", width, height);
}

static void check_nesting(struct inspection *inspection, const struct trim *trim, struct spot spot)
{
	static const struct {
		enum page_box inner, outer;
		const char *text;
	} rows[] = {
		{ BOX_TRIM, BOX_BLEED, "the TrimBox reaches out of the BleedBox" },
		{ BOX_ART, BOX_BLEED, "the ArtBox reaches out of the BleedBox" },
		{ BOX_BLEED, BOX_MEDIA, "the BleedBox reaches out of the MediaBox" },
		{ BOX_TRIM, BOX_MEDIA, "the TrimBox reaches out of the MediaBox" },
		{ BOX_ART, BOX_MEDIA, "the ArtBox reaches out of the MediaBox" },
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		if (trim->has[rows[i].inner] && trim->has[rows[i].outer] &&
		    !rect_contains(trim->boxes[rows[i].outer], trim->boxes[rows[i].inner], SLACK))
			finding_add(inspection->findings, RULE_X20, &spot, "%s", rows[i].text);
	struct rect crop = trim->boxes[BOX_CROP], media = trim->boxes[BOX_MEDIA];
	if (trim->has[BOX_CROP] &&
	    !(rect_contains(crop, media, SLACK) && rect_contains(media, crop, SLACK))) {
		g_autofree char *size = box_size(trim, crop), *whole = box_size(trim, media);
		finding_add(inspection->findings, RULE_X21, &spot, "CropBox %s, MediaBox %s", size,
		    whole);
	}
}

static void check_office(struct inspection *inspection, const struct trim *trim, struct spot spot)
{
	static const double sheets[][2] = {
		{ 612, 792 },
		{ 612, 1008 },
		{ 792, 1224 },
		{ 595.276, 841.89 },
		{ 841.89, 1190.551 },
	};
	struct rect crop = trim->boxes[BOX_CROP];
	double shorter = fmin(crop.width, crop.height) * trim->unit;
	double longer = fmax(crop.width, crop.height) * trim->unit;
	for (size_t i = 0; i < G_N_ELEMENTS(sheets); i++)
		if (fabs(shorter - sheets[i][0]) < 2 && fabs(longer - sheets[i][1]) < 2)
			return;
	g_autofree char *size = box_size(trim, crop);
	finding_add(inspection->findings, RULE_OFFICE_SHEET, &spot, "%s", size);
}

void trim_check(struct inspection *inspection, const struct trim *trim, unsigned page)
{
	struct findings *findings = inspection->findings;
	struct spot spot = { .page = trim->page, .object = cos_number_of(inspection->cos, page) };
	if (!trim->has[BOX_MEDIA])
		finding_add(findings, RULE_X18, &spot, "no MediaBox that can be read");
	if (trim->has[BOX_TRIM] && trim->has[BOX_ART])
		finding_add(findings, RULE_X19, &spot, "both a TrimBox and an ArtBox");
	if (!trim->has[BOX_TRIM] && !trim->has[BOX_ART])
		finding_add(findings, RULE_X19, &spot, "%s",
		    trim->unread[BOX_TRIM] || trim->unread[BOX_ART]
			? "no TrimBox or ArtBox that can be read"
			: "neither a TrimBox nor an ArtBox");
	if (!trim->has[BOX_TRIM]) {
		g_autofree char *size = box_size(trim, trim->edge);
		finding_add(findings, RULE_NO_TRIM, &spot, "%s; taken as cut to %s",
		    trim->unread[BOX_TRIM] ? "a TrimBox that cannot be read" : "no TrimBox", size);
	}
	if (!trim->has[BOX_BLEED])
		finding_add(findings, RULE_X22, &spot, "%s",
		    trim->unread[BOX_BLEED] ? "a BleedBox that cannot be read" : "no BleedBox");
	check_nesting(inspection, trim, spot);
	for (int i = 0; i < BOX_COUNT; i++)
		if (trim->has[i] && !trim_usable(trim, (enum page_box)i))
			finding_add(findings, RULE_X20_AREA, &spot, "the %s has no area",
			    box_keys[i] + 1);
	if (trim->rotate)
		finding_add(findings, RULE_X23, &spot, "Rotate %d", trim->rotate);
	if (trim->unit != 1)
		finding_add(findings, RULE_X23, &spot, "UserUnit %g", trim->unit);
	check_office(inspection, trim, spot);
}

void trim_check_all(struct inspection *inspection, const struct trim *trims, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		const struct trim *first = &trims[0], *trim = &trims[i];
		bool turned = first->rotate % 180 != trim->rotate % 180;
		double width = (turned ? trim->edge.height : trim->edge.width) * trim->unit;
		double height = (turned ? trim->edge.width : trim->edge.height) * trim->unit;
		if (fabs(width - first->edge.width * first->unit) <= SIZE_SLACK &&
		    fabs(height - first->edge.height * first->unit) <= SIZE_SLACK &&
		    trim->rotate == first->rotate)
			continue;
		g_autofree char *size = box_size(trim, trim->edge),
				*other = box_size(first, first->edge);
		struct spot spot = { .page = trim->page };
		finding_add(inspection->findings, RULE_SAME_SIZE, &spot,
		    "%s, Rotate %d; page 1 is %s, Rotate %d", size, trim->rotate, other,
		    first->rotate);
	}
}
