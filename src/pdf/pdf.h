/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pdf: a PDF's objects in the making, and what cos reads with. The only user of libqpdf.
 *
 * An object is a handle, good as long as its pdf or until pdf_drop. What is missing reads as null,
 * and null has no keys and no items, so a reader needs no checks on the way down. Keys are written
 * with their slash: "/Type".
 */
#ifndef PDF_PDF_H
#define PDF_PDF_H

#include "base/arena.h"
#include "base/diag.h"

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

struct pdf;

/* Stands in an error or a warning of libqpdf when there was no memory left for what it read. */
#define PDF_NO_MEMORY "std::bad_alloc"

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

/* An empty file in the making. */
struct pdf *pdf_new(struct arena *arena, const char *name);

/* One more page, the last, with no keys but its Type. */
void pdf_add_page(struct pdf *pdf);

/* An object of another file with all that it refers to; each is copied once. The other file must
 * live until this one is written. */
unsigned pdf_copy(struct pdf *pdf, struct pdf *from, int number, int generation);

unsigned pdf_root(struct pdf *pdf);
unsigned pdf_trailer(struct pdf *pdf);
size_t pdf_pages(struct pdf *pdf);
unsigned pdf_page(struct pdf *pdf, size_t index);

enum pdf_type pdf_type(struct pdf *pdf, unsigned object);
bool pdf_is(struct pdf *pdf, unsigned object, const char *name);

/* Of a dictionary or a stream's dictionary. */
unsigned pdf_find(struct pdf *pdf, unsigned object, const char *key);
bool pdf_has(struct pdf *pdf, unsigned object, const char *key);
size_t pdf_count(struct pdf *pdf, unsigned array);
unsigned pdf_item(struct pdf *pdf, unsigned array, size_t index);

/* The decoded bytes of a stream, or of all of a page's contents; NULL where a filter fails. */
GBytes *pdf_data(struct pdf *pdf, unsigned stream);
GBytes *pdf_content(struct pdf *pdf, unsigned page);

/* For cos. The syntax is of the object, of a stream its dictionary's, or of the trailer: good
 * until the next call; NULL where it cannot be read. A page's number is 0 when there is none. A
 * warning is what libqpdf mended while reading: NULL when there is nothing more, a text once. */
const char *pdf_syntax(struct pdf *pdf, int number, int generation, bool *stream);
const char *pdf_trailer_syntax(struct pdf *pdf);
int pdf_page_number(struct pdf *pdf, size_t index, int *generation);
const char *pdf_text(struct pdf *pdf, const char *bytes, size_t length); /* as UTF-8 */
bool pdf_encrypted(struct pdf *pdf);
const char *pdf_warning(struct pdf *pdf);

/* A handle of an object by its number, and one that is needed no more. */
unsigned pdf_object(struct pdf *pdf, int number, int generation);
void pdf_drop(struct pdf *pdf, unsigned object);

/* Making: pdf_parse takes PDF syntax; the rest are its pieces. */
unsigned pdf_parse(struct pdf *pdf, const char *syntax);
unsigned pdf_parse_printf(struct pdf *pdf, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
unsigned pdf_new_text(struct pdf *pdf, const char *utf8);
unsigned pdf_new_integer(struct pdf *pdf, long long value);
unsigned pdf_new_array(struct pdf *pdf);
unsigned pdf_indirect(struct pdf *pdf, unsigned object);
/* An indirect stream, whose dictionary takes further keys; with `deflated` the data is compressed
 * already. */
unsigned pdf_new_stream(struct pdf *pdf, const void *data, size_t length, bool deflated);
unsigned pdf_stream_dict(struct pdf *pdf, unsigned stream);
void pdf_set(struct pdf *pdf, unsigned object, const char *key, unsigned value);
void pdf_append(struct pdf *pdf, unsigned array, unsigned item);

/* The finished file: `version` forced, an ID from the content. Without object streams, which save
 * 6 KB and cost as much time as all else in writing; and any reader, however old, finds its
 * objects. NULL after a failure. */
GBytes *pdf_write(struct pdf *pdf, const char *version, struct diag *diag);

#endif
