/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "press/font.h"

#include <math.h>
#include <string.h>

#include "press/content.h"

/* CMaps allow 100 entries in one block. */
enum { BLOCK = 100 };

/* A hash table as an arena's foreign object. */
static GHashTable *table_new(struct arena *arena)
{
	GHashTable *table = g_hash_table_new(NULL, NULL);
	arena_tie(arena, table, (void (*)(void *))g_hash_table_unref);
	return table;
}

static uint32_t code_value(const struct token *token)
{
	uint32_t code = 0;
	for (size_t i = 0; i < token->length && i < 4; i++)
		code = code << 8 | (unsigned char)token->bytes[i];
	return code;
}

/* UTF-16BE as UTF-8, its last unit raised by `offset` (a range counts on from its start); NULL when
 * it is none. */
static char *text_value(struct arena *arena, const struct token *token, uint32_t offset)
{
	g_autofree gunichar2 *units = g_new(gunichar2, token->length / 2 + 1);
	for (size_t i = 0; i < token->length / 2; i++)
		units[i] = (gunichar2)((unsigned char)token->bytes[2 * i] << 8 |
		    (unsigned char)token->bytes[2 * i + 1]);
	if (token->length >= 2)
		units[token->length / 2 - 1] = (gunichar2)(units[token->length / 2 - 1] + offset);
	g_autofree char *text =
	    g_utf16_to_utf8(units, (glong)(token->length / 2), NULL, NULL, NULL);
	return text ? arena_strdup(arena, text) : NULL;
}

static void unicode_add(struct arena *arena, struct font *font, uint32_t code,
    const struct token *token, uint32_t offset)
{
	char *text = token->kind == TOKEN_STRING ? text_value(arena, token, offset) : NULL;
	if (text)
		g_hash_table_insert(font->unicode, GUINT_TO_POINTER(code), text);
}

static void unicode_chars(struct arena *arena, struct font *font, const struct operation *operation)
{
	for (size_t i = 0; i + 1 < operation->n_operands; i += 2)
		unicode_add(arena, font, code_value(&operation->operands[i]),
		    &operation->operands[i + 1], 0);
}

static void unicode_ranges(struct arena *arena, struct font *font,
    const struct operation *operation)
{
	const struct token *operands = operation->operands;
	for (size_t i = 0; i + 2 < operation->n_operands;) {
		uint32_t first = code_value(&operands[i]), last = code_value(&operands[i + 1]);
		i += 2;
		if (operands[i].kind == TOKEN_ARRAY) {
			uint32_t code = first;
			for (i++; i < operation->n_operands && operands[i].kind == TOKEN_STRING;
			    i++)
				unicode_add(arena, font, code++, &operands[i], 0);
			i++;
		} else {
			for (uint32_t code = first; code <= last && code - first <= 0xff; code++)
				unicode_add(arena, font, code, &operands[i], code - first);
			i++;
		}
	}
}

/* A CMap is PostScript, whose tokens are those of a content stream. */
static void unicode_load(struct arena *arena, struct font *font, GBytes *bytes)
{
	gsize length;
	const char *text = g_bytes_get_data(bytes, &length);
	struct content content;
	struct operation operation;
	font->unicode = table_new(arena);
	content_init(&content, text, length);
	while (content_next(&content, &operation)) {
		if (operation_is(&operation, "endbfchar"))
			unicode_chars(arena, font, &operation);
		else if (operation_is(&operation, "endbfrange"))
			unicode_ranges(arena, font, &operation);
	}
	content_release(&content);
}

static void width_add(struct font *font, size_t code, double width)
{
	const double none = -1;
	if (code > 0xffff)
		return;
	while (font->widths->len <= code)
		g_array_append_val(font->widths, none);
	g_array_index(font->widths, double, code) = fmax(width / 1000, 0);
}

/* All numbers of an array, or none when it holds something else. */
static void widths_add(struct pdf *pdf, struct font *font, size_t first, unsigned array)
{
	size_t count = pdf_count(pdf, array);
	g_autofree double *widths = g_new(double, count + 1);
	count = pdf_reals(pdf, array, widths, count);
	for (size_t i = 0; i < count; i++)
		width_add(font, first + i, widths[i]);
}

static void widths_simple(struct pdf *pdf, struct font *font)
{
	double first = 0;
	pdf_real(pdf, pdf_find(pdf, font->object, "/FirstChar"), &first);
	if (first >= 0 && first <= 0xff)
		widths_add(pdf, font, (size_t)first, pdf_find(pdf, font->object, "/Widths"));
}

/* [ first [ widths ] first last width ... ] */
static void widths_composite(struct pdf *pdf, struct font *font)
{
	unsigned descendant = pdf_item(pdf, pdf_find(pdf, font->object, "/DescendantFonts"), 0);
	unsigned widths = pdf_find(pdf, descendant, "/W");
	size_t count = pdf_count(pdf, widths);
	double value = 1000, first = 0, last;
	pdf_real(pdf, pdf_find(pdf, descendant, "/DW"), &value);
	font->width = value / 1000;
	for (size_t i = 0; i + 1 < count;) {
		if (!pdf_real(pdf, pdf_item(pdf, widths, i), &first) || first < 0 || first > 0xffff)
			return;
		unsigned next = pdf_item(pdf, widths, i + 1);
		if (pdf_type(pdf, next) == PDF_ARRAY) {
			widths_add(pdf, font, (size_t)first, next);
			i += 2;
			continue;
		}
		if (!pdf_real(pdf, next, &last) || last > 0xffff ||
		    !pdf_real(pdf, pdf_item(pdf, widths, i + 2), &value))
			return;
		for (size_t code = (size_t)first; (double)code <= last; code++)
			width_add(font, code, value);
		i += 3;
	}
}

struct font *font_load(struct pdf *pdf, struct arena *arena, unsigned object)
{
	struct font *font = ARENA_NEW(arena, struct font);
	font->object = object;
	font->widths = g_array_new(FALSE, FALSE, sizeof(double));
	arena_tie(arena, font->widths, (void (*)(void *))g_array_unref);
	font->bytes = pdf_is(pdf, pdf_find(pdf, object, "/Subtype"), "/Type0") ? 2 : 1;
	if (font->bytes == 2)
		widths_composite(pdf, font);
	else
		widths_simple(pdf, font);
	GBytes *unicode = pdf_data(pdf, pdf_find(pdf, object, "/ToUnicode"));
	if (unicode) {
		unicode_load(arena, font, unicode);
		g_bytes_unref(unicode);
	}
	return font;
}

bool font_code(const struct font *font, const char *string, size_t length, size_t *at,
    uint32_t *code)
{
	if (*at + font->bytes > length)
		return false;
	*code = (unsigned char)string[*at];
	if (font->bytes == 2)
		*code = *code << 8 | (unsigned char)string[*at + 1];
	*at += font->bytes;
	return true;
}

const char *font_text(const struct font *font, uint32_t code)
{
	return font->unicode ? g_hash_table_lookup(font->unicode, GUINT_TO_POINTER(code)) : NULL;
}

double font_width(const struct font *font, uint32_t code)
{
	double width = code < font->widths->len ? g_array_index(font->widths, double, code) : -1;
	return width < 0 ? font->width : width;
}

void font_map(struct font *font, struct arena *arena, uint32_t code, const char *text)
{
	const char *old = font_text(font, code);
	if (old && strcmp(old, text) == 0)
		return;
	if (!font->unicode)
		font->unicode = table_new(arena);
	g_hash_table_insert(font->unicode, GUINT_TO_POINTER(code), arena_strdup(arena, text));
	font->changed = true;
}

static int compare_codes(gconstpointer a, gconstpointer b)
{
	guint x = GPOINTER_TO_UINT(a), y = GPOINTER_TO_UINT(b);
	return x < y ? -1 : x > y;
}

static void font_save(struct pdf *pdf, struct font *font)
{
	if (!font->changed)
		return;
	g_autoptr(GString) out = g_string_new(
	    "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
	    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
	    "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n");
	g_string_append(out, font->bytes == 2 ? "<0000> <ffff>\n" : "<00> <ff>\n");
	g_string_append(out, "endcodespacerange\n");
	GList *codes = g_list_sort(g_hash_table_get_keys(font->unicode), compare_codes);
	guint left = g_list_length(codes), block = 0;
	for (GList *at = codes; at; at = at->next, left--, block--) {
		if (block == 0) {
			block = MIN(left, BLOCK);
			g_string_append_printf(out, "%u beginbfchar\n", block);
		}
		g_string_append_printf(out, "<%0*x> <", (int)font->bytes * 2,
		    GPOINTER_TO_UINT(at->data));
		g_autofree gunichar2 *units = g_utf8_to_utf16(
		    g_hash_table_lookup(font->unicode, at->data), -1, NULL, NULL, NULL);
		for (size_t i = 0; units && units[i]; i++)
			g_string_append_printf(out, "%04x", units[i]);
		g_string_append(out, block == 1 ? ">\nendbfchar\n" : ">\n");
	}
	g_list_free(codes);
	g_string_append(out, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
	unsigned stream = pdf_find(pdf, font->object, "/ToUnicode");
	if (pdf_type(pdf, stream) == PDF_STREAM)
		pdf_replace_data(pdf, stream, out->str, out->len);
	else
		pdf_set(pdf, font->object, "/ToUnicode",
		    pdf_new_stream(pdf, "<< >>", out->str, out->len, false));
	font->changed = false;
}

struct shelf *shelf_new(struct arena *arena, struct pdf *pdf)
{
	struct shelf *shelf = ARENA_NEW(arena, struct shelf);
	shelf->pdf = pdf;
	shelf->arena = arena;
	shelf->numbers = table_new(arena);
	shelf->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	arena_tie(arena, shelf->names, (void (*)(void *))g_hash_table_unref);
	return shelf;
}

void shelf_page(struct shelf *shelf, unsigned resources)
{
	g_hash_table_remove_all(shelf->names);
	shelf->resources = resources;
}

static struct font *shelf_load(struct shelf *shelf, const char *name)
{
	struct pdf *pdf = shelf->pdf;
	g_autofree char *key = g_strconcat("/", name, NULL);
	unsigned object = pdf_find(pdf, pdf_find(pdf, shelf->resources, "/Font"), key);
	int number = pdf_number_of(pdf, object);
	struct font *font =
	    number ? g_hash_table_lookup(shelf->numbers, GINT_TO_POINTER(number)) : NULL;
	if (!font && pdf_type(pdf, object) == PDF_DICT) {
		font = font_load(pdf, shelf->arena, object);
		if (number)
			g_hash_table_insert(shelf->numbers, GINT_TO_POINTER(number), font);
	}
	return font;
}

struct font *shelf_find(struct shelf *shelf, const char *name)
{
	struct font *font = g_hash_table_lookup(shelf->names, name);
	if (!font) {
		font = shelf_load(shelf, name);
		if (font)
			g_hash_table_insert(shelf->names, g_strdup(name), font);
	}
	return font;
}

void shelf_save(struct shelf *shelf)
{
	GHashTableIter iter;
	gpointer font;
	g_hash_table_iter_init(&iter, shelf->numbers);
	while (g_hash_table_iter_next(&iter, NULL, &font))
		font_save(shelf->pdf, font);
}
