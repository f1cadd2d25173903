/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * deflate: bytes made smaller, as PDF's FlateDecode and PNG want them (zlib's format), and PNG's
 * checksum. The only user of libdeflate: a quarter of zlib's time, and smaller.
 */
#ifndef PDF_DEFLATE_H
#define PDF_DEFLATE_H

#include <glib.h>
#include <stdint.h>

enum { DEFLATE_USUAL = 6, DEFLATE_SMALL = 9 };

/* `level` from 1, fast, to 9, small. */
GByteArray *deflate_bytes(const void *data, gsize length, int level);

/* CRC-32 of ISO 3309. */
uint32_t deflate_crc(const void *data, gsize length);

#endif
