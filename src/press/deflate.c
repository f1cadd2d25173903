/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "press/deflate.h"

#include <gio/gio.h>

GByteArray *deflate_bytes(const void *data, gsize length, int level)
{
	g_autoptr(GConverter) compressor =
	    G_CONVERTER(g_zlib_compressor_new(G_ZLIB_COMPRESSOR_FORMAT_ZLIB, level));
	GByteArray *out = g_byte_array_new();
	const char *at = data;
	GConverterResult result = G_CONVERTER_CONVERTED;
	while (result != G_CONVERTER_FINISHED) {
		unsigned char buffer[65536];
		gsize read = 0, written = 0;
		result = g_converter_convert(compressor, at, length, buffer, sizeof(buffer),
		    G_CONVERTER_INPUT_AT_END, &read, &written, NULL);
		/* From memory to memory there is nothing that can go wrong. */
		g_assert(result != G_CONVERTER_ERROR);
		g_byte_array_append(out, buffer, (guint)written);
		at += read;
		length -= read;
	}
	return out;
}
