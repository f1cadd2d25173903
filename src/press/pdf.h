/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pdf: a PDF's objects. The only user of libqpdf.
 *
 * An object is a handle, good as long as its pdf. What is missing reads as null, and null has no
 * keys, no items and no text, so a reader needs no checks on the way down. Keys are written with
 * their slash: "/Type".
 */
#ifndef PRESS_PDF_H
#define PRESS_PDF_H

#include "base/arena.h"
#include "base/diag.h"

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

struct pdf;

enum pdf_type {
	PDF_NULL,
	PDF_BOOL,
	PDF_INTEGER,
	PDF_REAL,
	PDF_NAME,
	PDF_STRING,
	PDF_ARRAY,
	PDF_DICT,
	PDF_STREAM,
	PDF_OTHER
};

/* Reads `bytes`, which it keeps. `name` is for messages. NULL after a failure: not a PDF, damaged,
 * encrypted. */
struct pdf *pdf_open(struct arena *arena, GBytes *bytes, const char *name, struct diag *diag);

unsigned pdf_root(struct pdf *pdf);
unsigned pdf_trailer(struct pdf *pdf);
size_t pdf_pages(struct pdf *pdf);
unsigned pdf_page(struct pdf *pdf, size_t index);

enum pdf_type pdf_type(struct pdf *pdf, unsigned object);
int pdf_number_of(struct pdf *pdf, unsigned object); /* the object's number, 0 when it is direct */
bool pdf_bool(struct pdf *pdf, unsigned object);     /* false unless it is true */
bool pdf_real(struct pdf *pdf, unsigned object, double *value);
const char *pdf_name(struct pdf *pdf, unsigned object); /* with its slash; NULL when it is none */
bool pdf_is(struct pdf *pdf, unsigned object, const char *name);
const char *pdf_string(struct pdf *pdf, unsigned object,
    size_t *length); /* the bytes; NULL when it is none */
const char *pdf_text(struct pdf *pdf,
    unsigned object); /* a text string as UTF-8; NULL when it is none */

/* Of a dictionary or a stream's dictionary. */
unsigned pdf_find(struct pdf *pdf, unsigned object, const char *key);
bool pdf_has(struct pdf *pdf, unsigned object, const char *key);
const char **pdf_keys(struct pdf *pdf, struct arena *arena,
    unsigned object); /* sorted, NULL-terminated */
size_t pdf_count(struct pdf *pdf, unsigned array);
unsigned pdf_item(struct pdf *pdf, unsigned array, size_t index);
size_t pdf_reals(struct pdf *pdf, unsigned array, double *values,
    size_t limit); /* how many numbers it holds */

/* The decoded bytes of a stream, or of all of a page's contents; NULL where a filter fails. */
GBytes *pdf_data(struct pdf *pdf, unsigned stream);
GBytes *pdf_content(struct pdf *pdf, unsigned page);

/* What a reader of strangers' files asks: may it be read by all, what libqpdf mended while reading
 * (NULL: nothing more; a text once), and a handle that is needed no more. */
bool pdf_encrypted(struct pdf *pdf);
const char *pdf_warning(struct pdf *pdf);
void pdf_drop(struct pdf *pdf, unsigned object);

/* Making: pdf_parse takes PDF syntax; the rest are its pieces. */
unsigned pdf_parse(struct pdf *pdf, const char *syntax);
unsigned pdf_parse_printf(struct pdf *pdf, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
unsigned pdf_new_text(struct pdf *pdf, const char *utf8);
unsigned pdf_new_integer(struct pdf *pdf, long long value);
unsigned pdf_new_array(struct pdf *pdf);
unsigned pdf_indirect(struct pdf *pdf, unsigned object);
/* `syntax` is the dictionary without Length. With `deflated` the data is compressed already. The
 * stream is indirect. */
unsigned pdf_new_stream(struct pdf *pdf, const char *syntax, const void *data, size_t length,
    bool deflated);
void pdf_replace_data(struct pdf *pdf, unsigned stream, const void *data, size_t length);
void pdf_set(struct pdf *pdf, unsigned object, const char *key, unsigned value);
void pdf_remove(struct pdf *pdf, unsigned object, const char *key);
void pdf_append(struct pdf *pdf, unsigned array, unsigned item);

/* The finished file: `version` forced, object streams, an ID from the content. NULL after a
 * failure. */
GBytes *pdf_write(struct pdf *pdf, const char *version, struct diag *diag);

#endif
