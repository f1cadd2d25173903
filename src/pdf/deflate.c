/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdf/deflate.h"

#include <libdeflate.h>

GByteArray *deflate_bytes(const void *data, gsize length, int level)
{
	struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(level);
	g_assert(compressor);
	gsize bound = libdeflate_zlib_compress_bound(compressor, length);
	GByteArray *out = g_byte_array_sized_new((guint)bound);
	gsize used = libdeflate_zlib_compress(compressor, data, length, out->data, bound);
	/* Within its own bound there is nothing that can go wrong. */
	g_assert(used > 0);
	g_byte_array_set_size(out, (guint)used);
	libdeflate_free_compressor(compressor);
	return out;
}

uint32_t deflate_crc(const void *data, gsize length)
{
	return libdeflate_crc32(0, data, length);
}
