/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "press/font.h"

#include <string.h>

#include "pdf/content.h"
#include "pdf/deflate.h"

/* CMaps allow 100 entries in one block. */
enum { BLOCK = 100 };

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
		unicode_add(arena, font, token_code(&operation->operands[i]),
		    &operation->operands[i + 1], 0);
}

static void unicode_ranges(struct arena *arena, struct font *font,
    const struct operation *operation)
{
	const struct token *operands = operation->operands;
	for (size_t i = 0; i + 2 < operation->n_operands;) {
		uint32_t first = token_code(&operands[i]), last = token_code(&operands[i + 1]);
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
	font->unicode = arena_table(arena);
	content_init(&content, text, length);
	while (content_next(&content, &operation)) {
		if (operation_is(&operation, "endbfchar"))
			unicode_chars(arena, font, &operation);
		else if (operation_is(&operation, "endbfrange"))
			unicode_ranges(arena, font, &operation);
	}
	content_release(&content);
}

/* A composite font counts its codes in two bytes, as Identity-H does. Always gives a font. */
static struct font *font_load(struct cos *cos, struct arena *arena, unsigned object)
{
	struct font *font = ARENA_NEW(arena, struct font);
	font->bytes = cos_is(cos, cos_find(cos, object, "/Subtype"), "/Type0") ? 2 : 1;
	GBytes *unicode = cos_data(cos, cos_find(cos, object, "/ToUnicode"));
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

void font_map(struct font *font, struct arena *arena, uint32_t code, const char *text)
{
	const char *old = font_text(font, code);
	if (old && strcmp(old, text) == 0)
		return;
	if (!font->unicode)
		font->unicode = arena_table(arena);
	g_hash_table_insert(font->unicode, GUINT_TO_POINTER(code), arena_strdup(arena, text));
	font->changed = true;
}

static int compare_codes(gconstpointer a, gconstpointer b)
{
	guint x = GPOINTER_TO_UINT(a), y = GPOINTER_TO_UINT(b);
	return x < y ? -1 : x > y;
}

static void font_settle(struct arena *arena, struct font *font)
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
	font->cmap = deflate_bytes(out->str, out->len, DEFLATE_USUAL);
	arena_tie(arena, font->cmap, (void (*)(void *))g_byte_array_unref);
	font->changed = false;
}

struct shelf *shelf_new(struct arena *arena, struct cos *cos)
{
	struct shelf *shelf = ARENA_NEW(arena, struct shelf);
	shelf->cos = cos;
	shelf->arena = arena;
	shelf->numbers = arena_table(arena);
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
	struct cos *cos = shelf->cos;
	g_autofree char *key = g_strconcat("/", name, NULL);
	unsigned object = cos_find(cos, cos_find(cos, shelf->resources, "/Font"), key);
	int number = cos_number_of(cos, object);
	struct font *font =
	    number ? g_hash_table_lookup(shelf->numbers, GINT_TO_POINTER(number)) : NULL;
	if (!font && cos_type(cos, object) == PDF_DICT) {
		font = font_load(cos, shelf->arena, object);
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

void shelf_settle(struct shelf *shelf)
{
	GHashTableIter iter;
	gpointer font;
	g_hash_table_iter_init(&iter, shelf->numbers);
	while (g_hash_table_iter_next(&iter, NULL, &font))
		font_settle(shelf->arena, font);
}

/* Cairo leaves out CIDToGIDMap, which TrueType in a composite font must have for PDF/UA and
 * PDF/A. */
static void complete(const struct font *font, struct pdf *pdf, unsigned copy)
{
	unsigned descendant = pdf_item(pdf, pdf_find(pdf, copy, "/DescendantFonts"), 0);
	if (pdf_is(pdf, pdf_find(pdf, descendant, "/Subtype"), "/CIDFontType2"))
		pdf_set(pdf, descendant, "/CIDToGIDMap", pdf_parse(pdf, "/Identity"));
	if (font && font->cmap)
		pdf_set(pdf, copy, "/ToUnicode",
		    pdf_new_stream(pdf, font->cmap->data, font->cmap->len, true));
}

unsigned shelf_copy(const struct shelf *shelf, unsigned resources, struct pdf *pdf)
{
	struct cos *cos = shelf->cos;
	unsigned fonts = cos_find(cos, resources, "/Font"), copies = pdf_parse(pdf, "<< >>"), font;
	const char *name;
	for (size_t i = 0; (name = cos_key(cos, fonts, i, &font)); i++) {
		unsigned copy = cos_copy(cos, font, pdf);
		gpointer number = GINT_TO_POINTER(cos_number_of(cos, font));
		complete(g_hash_table_lookup(shelf->numbers, number), pdf, copy);
		pdf_set(pdf, copies, name, copy);
	}
	return copies;
}
