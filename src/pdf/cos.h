/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cos: a PDF's objects for reading, as one frozen tree. libqpdf reads the file and mends what can
 * be mended; each object is asked of it once, as syntax, and kept here: asking libqpdf for key
 * after key cost half of a preflight.
 *
 * An object is a number, good as long as its cos; references are followed on the way. What is
 * missing reads as null, and null has no keys, no items and no text, so a reader needs no checks on
 * the way down. Keys and names are written with their slash: "/Type". Texts and names live as long
 * as the cos. The name is Adobe's for this layer of PDF.
 */
#ifndef PDF_COS_H
#define PDF_COS_H

#include "pdf/pdf.h"

struct cos;

/* Reads `bytes`, which it keeps. `name` is for messages. NULL after a failure: not a PDF, damaged,
 * encrypted. */
struct cos *cos_open(struct arena *arena, GBytes *bytes, const char *name, struct diag *diag);

unsigned cos_root(struct cos *cos);
unsigned cos_trailer(struct cos *cos);
size_t cos_pages(struct cos *cos);
unsigned cos_page(struct cos *cos, size_t index);

enum pdf_type cos_type(struct cos *cos, unsigned object);
int cos_number_of(struct cos *cos, unsigned object); /* the object's number, 0 when it is direct */
bool cos_bool(struct cos *cos, unsigned object);     /* false unless it is true */
bool cos_real(struct cos *cos, unsigned object, double *value);
const char *cos_name(struct cos *cos, unsigned object); /* NULL when it is none */
bool cos_is(struct cos *cos, unsigned object, const char *name);
const char *cos_string(struct cos *cos, unsigned object,
    size_t *length); /* the bytes; NULL when it is none */
const char *cos_text(struct cos *cos,
    unsigned object); /* a text string as UTF-8; NULL when it is none */

/* Of a dictionary or a stream's dictionary. */
unsigned cos_find(struct cos *cos, unsigned object, const char *key);
bool cos_has(struct cos *cos, unsigned object, const char *key);
size_t cos_size(struct cos *cos, unsigned object); /* how many keys */
/* Its keys in order, by index: the key, or NULL past the last, and its value. */
const char *cos_key(struct cos *cos, unsigned object, size_t index, unsigned *value);

size_t cos_count(struct cos *cos, unsigned array);
unsigned cos_item(struct cos *cos, unsigned array, size_t index);
/* How many numbers it holds, 0 when it holds something else too; the first `limit` of them. */
size_t cos_reals(struct cos *cos, unsigned array, double *values, size_t limit);

/* The decoded bytes of a stream, or of all of a page's contents; NULL where a filter fails. */
GBytes *cos_data(struct cos *cos, unsigned stream);
GBytes *cos_content(struct cos *cos, unsigned page);

/* An indirect object with all that it refers to, in a file in the making: a handle of that one, the
 * same each time. This cos must live until that file is written. */
unsigned cos_copy(struct cos *cos, unsigned object, struct pdf *into);

/* May it be read by all? */
bool cos_encrypted(struct cos *cos);

/* What libqpdf mended while reading, a text each time, then NULL. */
const char *cos_warning(struct cos *cos);

#endif
