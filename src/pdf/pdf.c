/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdf/pdf.h"

#include <qpdf/qpdf-c.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

struct pdf {
	struct arena *arena;
	qpdf_data qpdf;
	GBytes *bytes; /* NULL in the making */
	const char *name;
	bool starved; /* an object was not read for want of memory, and nothing has told of it */
};

static void pdf_release(void *object)
{
	struct pdf *pdf = object;
	qpdf_cleanup(&pdf->qpdf);
	if (pdf->bytes)
		g_bytes_unref(pdf->bytes);
}

/* The pending error in libqpdf's words, or the want of memory that led to it: libqpdf warns of that
 * and goes on without the object. */
static bool pdf_fails(struct pdf *pdf, struct diag *diag)
{
	if (!qpdf_has_error(pdf->qpdf))
		return false;
	const char *why = arena_strdup(pdf->arena,
	    qpdf_get_error_message_detail(pdf->qpdf, qpdf_get_error(pdf->qpdf)));
	for (const char *warning; (warning = pdf_warning(pdf));)
		if (strstr(warning, PDF_NO_MEMORY))
			why = PDF_NO_MEMORY;
	diag_failure(diag, pdf->name, "%s", why);
	return true;
}

static struct pdf *pdf_init(struct arena *arena, const char *name)
{
	struct pdf *pdf = ARENA_NEW(arena, struct pdf);
	pdf->arena = arena;
	pdf->qpdf = qpdf_init();
	pdf->name = arena_strdup(arena, name);
	arena_tie(arena, pdf, pdf_release);
	qpdf_silence_errors(pdf->qpdf);
	qpdf_set_suppress_warnings(pdf->qpdf, QPDF_TRUE);
	return pdf;
}

struct pdf *pdf_new(struct arena *arena, const char *name)
{
	struct pdf *pdf = pdf_init(arena, name);
	qpdf_empty_pdf(pdf->qpdf);
	return pdf;
}

void pdf_add_page(struct pdf *pdf)
{
	qpdf_add_page(pdf->qpdf, pdf->qpdf, pdf_indirect(pdf, pdf_parse(pdf, "<< /Type /Page >>")),
	    QPDF_FALSE);
}

unsigned pdf_copy(struct pdf *pdf, struct pdf *from, int number, int generation)
{
	qpdf_oh object = pdf_object(from, number, generation);
	qpdf_oh copy = qpdf_oh_copy_foreign_object(pdf->qpdf, from->qpdf, object);
	pdf_drop(from, object);
	return copy;
}

struct pdf *pdf_open(struct arena *arena, GBytes *bytes, const char *name, struct diag *diag)
{
	struct pdf *pdf = pdf_init(arena, name);
	pdf->bytes = g_bytes_ref(bytes);
	gsize size;
	const char *data = g_bytes_get_data(bytes, &size);
	/* An empty file has no data at all, which libqpdf would follow. */
	qpdf_read_memory(pdf->qpdf, pdf->name, data ? data : "", size, NULL);
	if (pdf_fails(pdf, diag))
		return NULL;
	/* Damage is mended as far as it can be; without pages there is nothing to read. */
	bool whole = pdf_type(pdf, pdf_root(pdf)) == PDF_DICT && qpdf_get_num_pages(pdf->qpdf) >= 0;
	if (pdf_fails(pdf, diag))
		return NULL;
	if (!whole)
		diag_failure(diag, pdf->name, "not a PDF that can be read: it has no pages");
	return whole ? pdf : NULL;
}

unsigned pdf_root(struct pdf *pdf)
{
	return qpdf_get_root(pdf->qpdf);
}

unsigned pdf_trailer(struct pdf *pdf)
{
	return qpdf_get_trailer(pdf->qpdf);
}

size_t pdf_pages(struct pdf *pdf)
{
	int count = qpdf_get_num_pages(pdf->qpdf);
	return count > 0 ? (size_t)count : 0;
}

unsigned pdf_page(struct pdf *pdf, size_t index)
{
	return qpdf_get_page_n(pdf->qpdf, index);
}

enum pdf_type pdf_type(struct pdf *pdf, unsigned object)
{
	if (!qpdf_oh_is_initialized(pdf->qpdf, object))
		return PDF_NULL;
	switch (qpdf_oh_get_type_code(pdf->qpdf, object)) {
	case ot_null:
		return PDF_NULL;
	case ot_boolean:
		return PDF_BOOL;
	case ot_integer:
		return PDF_INTEGER;
	case ot_real:
		return PDF_REAL;
	case ot_string:
		return PDF_STRING;
	case ot_name:
		return PDF_NAME;
	case ot_array:
		return PDF_ARRAY;
	case ot_dictionary:
		return PDF_DICT;
	case ot_stream:
		return PDF_STREAM;
	default:
		return PDF_OTHER;
	}
}

bool pdf_is(struct pdf *pdf, unsigned object, const char *name)
{
	return pdf_type(pdf, object) == PDF_NAME &&
	    strcmp(qpdf_oh_get_name(pdf->qpdf, object), name) == 0;
}

/* The dictionary of a dictionary or a stream; false for everything else. */
static bool pdf_dict(struct pdf *pdf, unsigned object, qpdf_oh *dict)
{
	enum pdf_type type = pdf_type(pdf, object);
	*dict = type == PDF_STREAM ? qpdf_oh_get_dict(pdf->qpdf, object) : object;
	return type == PDF_STREAM || type == PDF_DICT;
}

unsigned pdf_find(struct pdf *pdf, unsigned object, const char *key)
{
	qpdf_oh dict;
	if (!pdf_dict(pdf, object, &dict))
		return qpdf_oh_new_null(pdf->qpdf);
	return qpdf_oh_get_key(pdf->qpdf, dict, key);
}

bool pdf_has(struct pdf *pdf, unsigned object, const char *key)
{
	return pdf_type(pdf, pdf_find(pdf, object, key)) != PDF_NULL;
}

size_t pdf_count(struct pdf *pdf, unsigned array)
{
	if (pdf_type(pdf, array) != PDF_ARRAY)
		return 0;
	return (size_t)qpdf_oh_get_array_n_items(pdf->qpdf, array);
}

unsigned pdf_item(struct pdf *pdf, unsigned array, size_t index)
{
	if (index >= pdf_count(pdf, array))
		return qpdf_oh_new_null(pdf->qpdf);
	return qpdf_oh_get_array_item(pdf->qpdf, array, (int)index);
}

/* The errors of single objects are the reader's to tell; libqpdf must not keep them for the next
 * call. True: there was one. */
static bool pdf_forgive(struct pdf *pdf)
{
	if (!qpdf_has_error(pdf->qpdf))
		return false;
	qpdf_error error = qpdf_get_error(pdf->qpdf);
	pdf->starved |=
	    strstr(qpdf_get_error_message_detail(pdf->qpdf, error), PDF_NO_MEMORY) != NULL;
	return true;
}

static GBytes *pdf_take(struct pdf *pdf, QPDF_ERROR_CODE code, unsigned char *buffer, size_t length)
{
	if (code & (QPDF_ERRORS)) {
		pdf_forgive(pdf);
		free(buffer);
		return NULL;
	}
	return g_bytes_new_with_free_func(buffer, length, free, buffer);
}

GBytes *pdf_data(struct pdf *pdf, unsigned stream)
{
	if (pdf_type(pdf, stream) != PDF_STREAM)
		return NULL;
	unsigned char *buffer = NULL;
	size_t length = 0;
	QPDF_BOOL filtered = QPDF_FALSE;
	QPDF_ERROR_CODE code =
	    qpdf_oh_get_stream_data(pdf->qpdf, stream, qpdf_dl_all, &filtered, &buffer, &length);
	if (!(code & (QPDF_ERRORS)) && !filtered) {
		free(buffer);
		return NULL;
	}
	return pdf_take(pdf, code, buffer, length);
}

GBytes *pdf_content(struct pdf *pdf, unsigned page)
{
	unsigned char *buffer = NULL;
	size_t length = 0;
	QPDF_ERROR_CODE code = qpdf_oh_get_page_content_data(pdf->qpdf, page, &buffer, &length);
	return pdf_take(pdf, code, buffer, length);
}

const char *pdf_syntax(struct pdf *pdf, int number, int generation, bool *stream)
{
	qpdf_oh object = pdf_object(pdf, number, generation);
	*stream = pdf_type(pdf, object) == PDF_STREAM;
	qpdf_oh value = *stream ? qpdf_oh_get_dict(pdf->qpdf, object) : object;
	const char *syntax = qpdf_oh_unparse_resolved(pdf->qpdf, value);
	if (*stream)
		pdf_drop(pdf, value);
	pdf_drop(pdf, object);
	return pdf_forgive(pdf) ? NULL : syntax;
}

const char *pdf_trailer_syntax(struct pdf *pdf)
{
	qpdf_oh trailer = pdf_trailer(pdf);
	const char *syntax = qpdf_oh_unparse_resolved(pdf->qpdf, trailer);
	pdf_drop(pdf, trailer);
	return pdf_forgive(pdf) ? NULL : syntax;
}

int pdf_page_number(struct pdf *pdf, size_t index, int *generation)
{
	qpdf_oh page = pdf_page(pdf, index);
	int number = qpdf_oh_get_object_id(pdf->qpdf, page);
	*generation = qpdf_oh_get_generation(pdf->qpdf, page);
	pdf_drop(pdf, page);
	return pdf_forgive(pdf) ? 0 : number;
}

/* libqpdf knows PDFDocEncoding and the marks of UTF-16 and UTF-8. */
const char *pdf_text(struct pdf *pdf, const char *bytes, size_t length)
{
	qpdf_oh string = qpdf_oh_new_binary_string(pdf->qpdf, bytes, length);
	char *text = arena_strdup(pdf->arena, qpdf_oh_get_utf8_value(pdf->qpdf, string));
	pdf_drop(pdf, string);
	return text;
}

bool pdf_encrypted(struct pdf *pdf)
{
	return qpdf_is_encrypted(pdf->qpdf);
}

const char *pdf_warning(struct pdf *pdf)
{
	if (pdf->starved) {
		pdf->starved = false;
		return PDF_NO_MEMORY;
	}
	if (!qpdf_more_warnings(pdf->qpdf))
		return NULL;
	qpdf_error warning = qpdf_next_warning(pdf->qpdf);
	return arena_strdup(pdf->arena, qpdf_get_error_message_detail(pdf->qpdf, warning));
}

unsigned pdf_object(struct pdf *pdf, int number, int generation)
{
	return qpdf_get_object_by_id(pdf->qpdf, number, generation);
}

void pdf_drop(struct pdf *pdf, unsigned object)
{
	qpdf_oh_release(pdf->qpdf, object);
}

unsigned pdf_parse(struct pdf *pdf, const char *syntax)
{
	return qpdf_oh_parse(pdf->qpdf, syntax);
}

unsigned pdf_parse_printf(struct pdf *pdf, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	g_autofree char *syntax = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	return pdf_parse(pdf, syntax);
}

unsigned pdf_new_text(struct pdf *pdf, const char *utf8)
{
	return qpdf_oh_new_unicode_string(pdf->qpdf, utf8);
}

unsigned pdf_new_integer(struct pdf *pdf, long long value)
{
	return qpdf_oh_new_integer(pdf->qpdf, value);
}

unsigned pdf_new_array(struct pdf *pdf)
{
	return qpdf_oh_new_array(pdf->qpdf);
}

unsigned pdf_indirect(struct pdf *pdf, unsigned object)
{
	return qpdf_make_indirect_object(pdf->qpdf, object);
}

unsigned pdf_new_stream(struct pdf *pdf, const void *data, size_t length, bool deflated)
{
	unsigned stream = qpdf_oh_new_stream(pdf->qpdf);
	qpdf_oh filter =
	    deflated ? qpdf_oh_new_name(pdf->qpdf, "/FlateDecode") : qpdf_oh_new_null(pdf->qpdf);
	qpdf_oh_replace_stream_data(pdf->qpdf, stream, data, length, filter,
	    qpdf_oh_new_null(pdf->qpdf));
	return stream;
}

unsigned pdf_stream_dict(struct pdf *pdf, unsigned stream)
{
	return qpdf_oh_get_dict(pdf->qpdf, stream);
}

void pdf_set(struct pdf *pdf, unsigned object, const char *key, unsigned value)
{
	qpdf_oh_replace_key(pdf->qpdf, object, key, value);
}

void pdf_append(struct pdf *pdf, unsigned array, unsigned item)
{
	qpdf_oh_append_item(pdf->qpdf, array, item);
}

GBytes *pdf_write(struct pdf *pdf, const char *version, struct diag *diag)
{
	if (pdf_fails(pdf, diag))
		return NULL;
	qpdf_init_write_memory(pdf->qpdf);
	qpdf_set_deterministic_ID(pdf->qpdf, QPDF_TRUE);
	qpdf_set_object_stream_mode(pdf->qpdf, qpdf_o_disable);
	qpdf_set_newline_before_endstream(pdf->qpdf, QPDF_TRUE);
	qpdf_force_pdf_version(pdf->qpdf, version);
	qpdf_write(pdf->qpdf);
	if (pdf_fails(pdf, diag))
		return NULL;
	return g_bytes_new(qpdf_get_buffer(pdf->qpdf), qpdf_get_buffer_length(pdf->qpdf));
}
