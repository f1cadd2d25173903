/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/geom.h"

#include <math.h>

#include <glib.h>
#include <string.h>

static const char *const unit_names[UNIT_COUNT] = {
	[UNIT_PT] = "pt",
	[UNIT_MM] = "mm",
	[UNIT_IN] = "in",
	[UNIT_U] = "u",
	[UNIT_EM] = "em",
	[UNIT_PERCENT] = "%",
};

/* Digits with at most one point between them. g_ascii_strtod alone would also take "0x1p3",
 * "inf" and "1e9". */
static bool decimal_parse(const char **text, double *out)
{
	const char *end = *text;
	char buffer[32];

	while (g_ascii_isdigit(*end))
		end++;
	if (end == *text)
		return false;
	if (end[0] == '.' && g_ascii_isdigit(end[1])) {
		end++;
		while (g_ascii_isdigit(*end))
			end++;
	}
	if ((size_t)(end - *text) >= sizeof(buffer))
		return false;
	memcpy(buffer, *text, (size_t)(end - *text));
	buffer[end - *text] = '\0';
	*out = g_ascii_strtod(buffer, NULL);
	*text = end;
	return true;
}

bool length_parse(const char *text, struct length *out)
{
	bool negative = *text == '-';
	double value, divisor;

	text += negative;
	if (!decimal_parse(&text, &value))
		return false;
	if (*text == '/') {
		text++;
		if (!decimal_parse(&text, &divisor) || divisor <= 0)
			return false;
		value /= divisor;
	}
	if (negative)
		value = -value;
	while (*text == ' ')
		text++;
	if (*text == '\0') {
		if (value < 0 || value > 0)
			return false;
		*out = (struct length){ 0, UNIT_PT };
		return true;
	}
	for (int unit = 0; unit < UNIT_COUNT; unit++) {
		if (strcmp(text, unit_names[unit]) == 0) {
			*out = (struct length){ value, (enum unit)unit };
			return true;
		}
	}
	return false;
}

double length_points(struct length length, double u, double em, double whole)
{
	switch (length.unit) {
	case UNIT_PT:
		return length.value;
	case UNIT_MM:
		return length.value * 72 / 25.4;
	case UNIT_IN:
		return length.value * 72;
	case UNIT_U:
		return length.value * u;
	case UNIT_EM:
		return length.value * em;
	case UNIT_PERCENT:
		return length.value * whole / 100;
	case UNIT_COUNT:
		break;
	}
	g_assert_not_reached();
}

double geom_mm(double points)
{
	return points * 25.4 / 72;
}

static bool rect_is_empty(struct rect rect)
{
	return rect.width <= 0 || rect.height <= 0;
}

struct rect rect_union(struct rect a, struct rect b)
{
	struct rect sum;

	if (rect_is_empty(a))
		return b;
	if (rect_is_empty(b))
		return a;
	sum.x = MIN(a.x, b.x);
	sum.y = MIN(a.y, b.y);
	sum.width = MAX(a.x + a.width, b.x + b.width) - sum.x;
	sum.height = MAX(a.y + a.height, b.y + b.height) - sum.y;
	return sum;
}

struct rect rect_common(struct rect a, struct rect b)
{
	double x = fmax(a.x, b.x), y = fmax(a.y, b.y);

	return (struct rect){ x, y, fmax(0, fmin(a.x + a.width, b.x + b.width) - x),
		fmax(0, fmin(a.y + a.height, b.y + b.height) - y) };
}

struct rect rect_grown(struct rect rect, double by)
{
	return (struct rect){ rect.x - by, rect.y - by, rect.width + 2 * by, rect.height + 2 * by };
}

bool rect_meets(struct rect a, struct rect b)
{
	return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height &&
	    b.y < a.y + a.height;
}

bool rect_contains(struct rect outer, struct rect inner, double tolerance)
{
	return inner.x >= outer.x - tolerance && inner.y >= outer.y - tolerance &&
	    inner.x + inner.width <= outer.x + outer.width + tolerance &&
	    inner.y + inner.height <= outer.y + outer.height + tolerance;
}
