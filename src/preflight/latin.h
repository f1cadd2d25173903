/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * latin: the glyph names of PDF's standard Latin encodings (ISO 32000-1, Annex D.2).
 */
#ifndef PREFLIGHT_LATIN_H
#define PREFLIGHT_LATIN_H

#include <stdint.h>

enum latin { LATIN_STANDARD, LATIN_MAC, LATIN_WIN };

/* The name that an encoding gives each code, or NULL. */
void latin_names(enum latin encoding, const char *names[256]);

/* What a glyph name says: one of the table, or uniXXXX, or uXXXX to uXXXXXX; a suffix after a point
 * does not count. 0: it does not tell. */
uint32_t latin_unicode(const char *name);

/* The code of a character in the Mac's encoding, which old TrueType cmaps have; 0: none. */
unsigned latin_mac_code(const char *name);

#endif
