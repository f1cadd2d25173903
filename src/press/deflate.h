/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * deflate: bytes made smaller, as PDF's FlateDecode and PNG want them (zlib's format).
 */
#ifndef PRESS_DEFLATE_H
#define PRESS_DEFLATE_H

#include <glib.h>

/* `level` from 1, fast, to 9, small. */
GByteArray *deflate_bytes(const void *data, gsize length, int level);

#endif
