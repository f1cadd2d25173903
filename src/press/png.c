/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "press/png.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "pdf/deflate.h"

static const double INCH = 0.0254; /* m */

static void add_number(GByteArray *out, uint32_t number)
{
	const guint8 bytes[] = { (guint8)(number >> 24), (guint8)(number >> 16),
		(guint8)(number >> 8), (guint8)number };
	g_byte_array_append(out, bytes, 4);
}

static void add_chunk(GByteArray *out, const char *name, const guint8 *data, guint length)
{
	add_number(out, length);
	guint start = out->len;
	g_byte_array_append(out, (const guint8 *)name, 4);
	g_byte_array_append(out, data, length);
	add_number(out, deflate_crc(out->data + start, out->len - start));
}

/* Rows of RGB, each after its filter byte: none. */
static guint8 *png_rows(const struct pixels *pixels, gsize *length)
{
	gsize row = 1 + (gsize)pixels->width * 3;
	guint8 *rows = g_malloc(row * pixels->height), *to = rows;
	for (unsigned y = 0; y < pixels->height; y++) {
		const unsigned char *from = pixels->data + y * pixels->stride;
		*to++ = 0;
		for (unsigned x = 0; x < pixels->width; x++, from += 4) {
			uint32_t pixel;
			memcpy(&pixel, from, 4);
			*to++ = (guint8)(pixel >> 16);
			*to++ = (guint8)(pixel >> 8);
			*to++ = (guint8)pixel;
		}
	}
	*length = row * pixels->height;
	return rows;
}

GBytes *png_write(const struct pixels *pixels)
{
	static const guint8 magic[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
	static const guint8 perceptual[] = { 0 };
	static const guint8 depth[] = { 8, 2, 0, 0,
		0 }; /* bits, RGB, zlib, filters, no interlace */
	GByteArray *out = g_byte_array_new();
	g_autoptr(GByteArray) header = g_byte_array_new();
	g_autoptr(GByteArray) scale = g_byte_array_new();
	g_byte_array_append(out, magic, sizeof(magic));
	add_number(header, pixels->width);
	add_number(header, pixels->height);
	g_byte_array_append(header, depth, sizeof(depth));
	add_chunk(out, "IHDR", header->data, header->len);
	add_chunk(out, "sRGB", perceptual, sizeof(perceptual));
	const guint8 metre = 1;
	add_number(scale, (uint32_t)lround(pixels->dpi / INCH));
	add_number(scale, (uint32_t)lround(pixels->dpi / INCH));
	g_byte_array_append(scale, &metre, 1);
	add_chunk(out, "pHYs", scale->data, scale->len);
	gsize length;
	guint8 *rows = png_rows(pixels, &length);
	GByteArray *packed = deflate_bytes(rows, length, DEFLATE_USUAL);
	g_free(rows);
	add_chunk(out, "IDAT", packed->data, packed->len);
	g_byte_array_unref(packed);
	add_chunk(out, "IEND", NULL, 0);
	return g_byte_array_free_to_bytes(out);
}
