/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "press/cmap.h"

#include "press/content.h"

#include <stdlib.h>
#include <string.h>

enum { RANGES_MOST = 200000, TEXT_LONGEST = 64 };

struct range {
	unsigned bytes;
	uint32_t low, high;
	uint32_t value;	  /* the CID of `low` */
	const char *text; /* UTF-16BE of `low`, and its length */
	size_t length;
};

static uint32_t code_of(const struct token *token)
{
	uint32_t code = 0;
	for (size_t i = 0; i < token->length && i < 4; i++)
		code = code << 8 | (unsigned char)token->bytes[i];
	return code;
}

static GArray *ranges_new(struct arena *arena)
{
	GArray *ranges = g_array_new(FALSE, TRUE, sizeof(struct range));
	arena_tie(arena, ranges, (void (*)(void *))g_array_unref);
	return ranges;
}

static struct cmap *cmap_new(struct arena *arena)
{
	struct cmap *cmap = ARENA_NEW(arena, struct cmap);
	cmap->codespace = ranges_new(arena);
	cmap->cids = ranges_new(arena);
	cmap->texts = ranges_new(arena);
	cmap->supplement = -1;
	return cmap;
}

static void range_text(struct arena *arena, struct range *range, const struct token *token)
{
	if (token->kind != TOKEN_STRING)
		return;
	range->length = MIN(token->length, TEXT_LONGEST);
	range->text = arena_copy(arena, token->bytes, range->length + 1, 1);
}

/* Operands in groups: one code (char) or two (range), then a CID, a text, or a list of texts. */
static void read_ranges(struct arena *arena, GArray *ranges, const struct operation *operation,
    bool single)
{
	size_t codes = single ? 1 : 2;
	const struct token *operands = operation->operands;
	for (size_t i = 0; i + codes < operation->n_operands && ranges->len < RANGES_MOST;) {
		struct range range = {
			.bytes = (unsigned)MIN(operands[i].length, 4),
			.low = code_of(&operands[i]),
			.high = code_of(&operands[i + codes - 1]),
		};
		i += codes;
		if (operands[i].kind == TOKEN_ARRAY) {
			for (i++; i < operation->n_operands && operands[i].kind == TOKEN_STRING;
			    i++) {
				range.high = range.low;
				range_text(arena, &range, &operands[i]);
				g_array_append_val(ranges, range);
				range.low++;
			}
			i++;
			continue;
		}
		range.value = operands[i].kind == TOKEN_NUMBER && operands[i].number >= 0 &&
			operands[i].number < 1e9
		    ? (uint32_t)operands[i].number
		    : 0;
		range_text(arena, &range, &operands[i++]);
		g_array_append_val(ranges, range);
	}
}

static void read_codespace(GArray *ranges, const struct operation *operation)
{
	for (size_t i = 0; i + 1 < operation->n_operands && ranges->len < RANGES_MOST; i += 2) {
		const struct token *low = &operation->operands[i], *high = low + 1;
		struct range range = {
			.bytes = (unsigned)CLAMP(low->length, 1, 4),
			.low = code_of(low),
			.high = code_of(high),
		};
		g_array_append_val(ranges, range);
	}
}

/* "/Key value def", and the same pairs in a dictionary. */
static void read_definition(struct arena *arena, struct cmap *cmap,
    const struct operation *operation)
{
	for (size_t i = 0; i + 1 < operation->n_operands; i++) {
		const struct token *key = &operation->operands[i], *value = key + 1;
		if (key->kind != TOKEN_NAME)
			continue;
		if (value->kind == TOKEN_STRING && strcmp(key->bytes, "Registry") == 0)
			cmap->registry = arena_strdup(arena, value->bytes);
		else if (value->kind == TOKEN_STRING && strcmp(key->bytes, "Ordering") == 0)
			cmap->ordering = arena_strdup(arena, value->bytes);
		else if (value->kind == TOKEN_NUMBER && strcmp(key->bytes, "Supplement") == 0)
			cmap->supplement = (long)CLAMP(value->number, -1, 1e6);
		else if (value->kind == TOKEN_NUMBER && strcmp(key->bytes, "WMode") == 0)
			cmap->wmode = value->number != 0;
		else if (value->kind == TOKEN_NAME && strcmp(key->bytes, "CMapName") == 0)
			cmap->name = arena_strdup(arena, value->bytes);
	}
}

static void cmap_parse(struct arena *arena, struct cmap *cmap, GBytes *bytes)
{
	gsize length;
	const char *text = g_bytes_get_data(bytes, &length);
	struct content content;
	struct operation operation;
	content_init(&content, text ? text : "", length);
	while (content_next(&content, &operation)) {
		if (operation_is(&operation, "endcodespacerange"))
			read_codespace(cmap->codespace, &operation);
		else if (operation_is(&operation, "endcidrange"))
			read_ranges(arena, cmap->cids, &operation, false);
		else if (operation_is(&operation, "endcidchar"))
			read_ranges(arena, cmap->cids, &operation, true);
		else if (operation_is(&operation, "endbfrange"))
			read_ranges(arena, cmap->texts, &operation, false);
		else if (operation_is(&operation, "endbfchar"))
			read_ranges(arena, cmap->texts, &operation, true);
		else if (operation_is(&operation, "usecmap") && operation.n_operands)
			cmap->uses =
			    arena_strdup(arena, operation.operands[operation.n_operands - 1].bytes);
		else if (operation_is(&operation, "def") || operation_is(&operation, "dup"))
			read_definition(arena, cmap, &operation);
	}
	content_release(&content);
}

struct cmap *cmap_encoding(struct inspection *inspection, unsigned encoding)
{
	struct cos *cos = inspection->cos;
	struct cmap *cmap = cmap_new(inspection->arena);
	const char *name = cos_name(cos, encoding);
	if (name) {
		cmap->name = name + 1;
		cmap->identity = cmap->known = g_str_has_prefix(name, "/Identity-");
		cmap->wmode = g_str_has_suffix(name, "-V");
		return cmap;
	}
	GBytes *bytes = cos_data(cos, encoding);
	if (!bytes)
		return cmap;
	cmap_parse(inspection->arena, cmap, bytes);
	g_bytes_unref(bytes);
	const char *named = cos_name(cos, cos_find(cos, encoding, "/CMapName"));
	if (named)
		cmap->name = named + 1;
	unsigned uses = cos_find(cos, encoding, "/UseCMap");
	if (cos_name(cos, uses))
		cmap->uses = cos_name(cos, uses) + 1;
	cmap->known = !cmap->uses && cos_type(cos, uses) == PDF_NULL;
	return cmap;
}

struct cmap *cmap_unicode(struct inspection *inspection, unsigned stream)
{
	/* Identity-H as a ToUnicode: the code is the text. */
	if (cos_name(inspection->cos, stream) &&
	    g_str_has_prefix(cos_name(inspection->cos, stream), "/Identity-"))
		return cmap_encoding(inspection, stream);
	GBytes *bytes = cos_data(inspection->cos, stream);
	if (!bytes)
		return NULL;
	struct cmap *cmap = cmap_new(inspection->arena);
	cmap_parse(inspection->arena, cmap, bytes);
	cmap->known = true;
	g_bytes_unref(bytes);
	return cmap;
}

/* Each byte of a code lies within its range, byte for byte. */
static bool range_has(const struct range *range, uint32_t code, unsigned bytes)
{
	if (range->bytes != bytes)
		return false;
	for (unsigned i = 0; i < bytes; i++) {
		uint32_t byte = code >> 8 * i & 0xff;
		if (byte < (range->low >> 8 * i & 0xff) || byte > (range->high >> 8 * i & 0xff))
			return false;
	}
	return true;
}

bool cmap_next(const struct cmap *cmap, const char *string, size_t length, size_t *at,
    uint32_t *code)
{
	size_t left = length - *at;
	if (*at >= length)
		return false;
	*code = 0;
	for (unsigned bytes = 1; bytes <= MIN(left, 4) && cmap->codespace->len; bytes++) {
		*code = *code << 8 | (unsigned char)string[*at + bytes - 1];
		for (guint i = 0; i < cmap->codespace->len; i++) {
			if (!range_has(&g_array_index(cmap->codespace, struct range, i), *code,
				bytes))
				continue;
			*at += bytes;
			return true;
		}
	}
	*code = (unsigned char)string[*at];
	if (left > 1)
		*code = *code << 8 | (unsigned char)string[*at + 1];
	*at += MIN(left, 2);
	return true;
}

long cmap_cid(const struct cmap *cmap, uint32_t code)
{
	if (cmap->identity)
		return (long)code;
	for (guint i = cmap->cids->len; i > 0; i--) {
		const struct range *range = &g_array_index(cmap->cids, struct range, i - 1);
		if (code >= range->low && code <= range->high)
			return (long)(range->value + (code - range->low));
	}
	return -1;
}

char *cmap_text(const struct cmap *cmap, uint32_t code)
{
	gunichar2 units[TEXT_LONGEST / 2 + 1];
	if (cmap->identity) {
		units[0] = (gunichar2)code;
		return g_utf16_to_utf8(units, 1, NULL, NULL, NULL);
	}
	for (guint i = cmap->texts->len; i > 0; i--) {
		const struct range *range = &g_array_index(cmap->texts, struct range, i - 1);
		if (code < range->low || code > range->high || range->length < 1)
			continue;
		size_t count = range->length / 2;
		for (size_t j = 0; j < count; j++)
			units[j] = (gunichar2)((unsigned char)range->text[2 * j] << 8 |
			    (unsigned char)range->text[2 * j + 1]);
		/* One byte, as careless writers have it. */
		if (count == 0)
			units[count++] = (unsigned char)range->text[0];
		units[count - 1] = (gunichar2)(units[count - 1] + (code - range->low));
		return g_utf16_to_utf8(units, (glong)count, NULL, NULL, NULL);
	}
	return NULL;
}
