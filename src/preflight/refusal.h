/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * refusal: why a file cannot be read as a PDF, in words for people. libqpdf tells of a picture that
 * it has no trailer dictionary.
 */
#ifndef PREFLIGHT_REFUSAL_H
#define PREFLIGHT_REFUSAL_H

#include <glib.h>
#include <stdbool.h>

struct refusal {
	const char *what; /* "is empty"; NULL: libqpdf's words say it best */
	const char *kind; /* what the file is, where `what` ends in "it is"; else NULL */
	const char *help; /* what to do */
};

/* After a failure; `said` is what was told of it. */
struct refusal refusal_find(GBytes *bytes, const char *said);

/* The file has no end: it was cut off, or something else was written after it. */
bool refusal_is_cut(GBytes *bytes);

#endif
