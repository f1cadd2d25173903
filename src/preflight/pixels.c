/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preflight/pixels.h"

#include <math.h>

static const double BYTES_MOST = 256e6, FAINT = 0.01;

static double key_number(struct cos *cos, unsigned dict, const char *key, double otherwise)
{
	double value = otherwise;
	cos_real(cos, cos_find(cos, dict, key), &value);
	return isfinite(value) ? value : otherwise;
}

static void read_decode(struct pixels *pixels, struct cos *cos, unsigned image)
{
	bool indexed = pixels->space && pixels->space->kind == SPACE_INDEXED;
	for (unsigned i = 0; i < pixels->parts; i++)
		pixels->decode[2 * i + 1] = indexed ? (1 << pixels->bits) - 1 : 1;
	if (cos_count(cos, cos_find(cos, image, "/Decode")) == 2 * pixels->parts)
		cos_reals(cos, cos_find(cos, image, "/Decode"), pixels->decode,
		    2 * (size_t)pixels->parts);
}

/* Lab's ranges are its own, and a colour key would have to be looked at. */
static bool is_plain(struct cos *cos, unsigned image, const struct space *space)
{
	return space->parts > 0 && space->parts <= SPACE_PARTS && space->kind != SPACE_LAB &&
	    cos_type(cos, cos_find(cos, image, "/Mask")) == PDF_NULL;
}

struct pixels *pixels_load(struct inspection *inspection, struct arena *arena, unsigned image,
    const struct space *space)
{
	struct cos *cos = inspection->cos;
	struct pixels *pixels = ARENA_NEW(arena, struct pixels);
	double width = key_number(cos, image, "/Width", 0),
	       height = key_number(cos, image, "/Height", 0),
	       bits = key_number(cos, image, "/BitsPerComponent", 8);
	unsigned mask = cos_find(cos, image, "/SMask");
	pixels->space = space;
	pixels->parts = space ? space->parts : 1;
	if (space && cos_type(cos, mask) == PDF_STREAM)
		pixels->mask = pixels_load(inspection, arena, mask, NULL);
	if (width < 1 || height < 1 || (bits != 1 && bits != 8) ||
	    (space && !is_plain(cos, image, space)) ||
	    width * height * pixels->parts * bits / 8 > BYTES_MOST)
		return pixels;
	pixels->width = (unsigned)width;
	pixels->height = (unsigned)height;
	pixels->bits = (unsigned)bits;
	read_decode(pixels, cos, image);
	pixels->bytes = cos_data(cos, image);
	if (pixels->bytes)
		arena_tie(arena, pixels->bytes, (void (*)(void *))g_bytes_unref);
	return pixels;
}

/* The parts of one sample; false: there are not so many bytes. */
static bool sample_read(const struct pixels *pixels, double x, double y, double *values)
{
	gsize length = 0;
	const unsigned char *bytes = g_bytes_get_data(pixels->bytes, &length);
	size_t column = (size_t)CLAMP(x * pixels->width, 0, pixels->width - 1),
	       row = (size_t)CLAMP((1 - y) * pixels->height, 0, pixels->height - 1);
	size_t stride = ((size_t)pixels->width * pixels->parts * pixels->bits + 7) / 8;
	for (unsigned i = 0; i < pixels->parts; i++) {
		size_t bit = (column * pixels->parts + i) * pixels->bits;
		size_t at = row * stride + bit / 8;
		if (at >= length)
			return false;
		double part =
		    pixels->bits == 8 ? bytes[at] / 255.0 : bytes[at] >> (7 - bit % 8) & 1;
		const double *decode = &pixels->decode[2 * i];
		values[i] = decode[0] + part * (decode[1] - decode[0]);
	}
	return true;
}

enum pixel pixels_at(const struct pixels *pixels, double x, double y)
{
	double values[SPACE_PARTS] = { 0 };
	if (pixels->mask && pixels_at(pixels->mask, x, y) == PIXEL_CLEAR)
		return PIXEL_CLEAR;
	if (!pixels->bytes || !sample_read(pixels, x, y, values))
		return PIXEL_INK;
	if (!pixels->space)
		return values[0] < FAINT ? PIXEL_CLEAR : PIXEL_INK;
	struct inks inks = space_inks(pixels->space, values, pixels->parts);
	return inks.white ? PIXEL_WHITE : PIXEL_INK;
}
