/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * xmp: a file's metadata as XML, equal to its Info, with the standards that it keeps.
 */
#ifndef PRESS_XMP_H
#define PRESS_XMP_H

#include <glib.h>
#include <stdbool.h>

struct xmp {
	const char *title;
	const char *language; /* BCP 47 */
	const char *creator;  /* the program, as Info has it */
	const char *date;     /* 2026-01-02T03:04:05Z, for all dates */
	const char *document; /* UUIDs */
	const char *instance;
	bool archive;  /* PDF/A-2a */
	bool exchange; /* PDF/X-4 */
};

/* The packet. PDF/UA-1 is always said. */
GString *xmp_new(const struct xmp *xmp);

/* A UUID from a text: the same text gives the same one. Free it. */
char *xmp_uuid(const char *text, gssize length);

#endif
