/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preflight/cmap.h"

#include "pdf/content.h"
#include "preflight/predefined.h"

#include <stdlib.h>
#include <string.h>

enum { RANGES_MOST = 200000, CODESPACE_MOST = 256, TEXT_LONGEST = 64, USED_MOST = 8 };

struct range {
	unsigned bytes;
	uint32_t low, high;
	uint32_t value;	  /* the CID of `low` */
	const char *text; /* UTF-16BE of `low`, and its length */
	size_t length;
};

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
	cmap->notdefs = ranges_new(arena);
	cmap->texts = ranges_new(arena);
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
			.low = token_code(&operands[i]),
			.high = token_code(&operands[i + codes - 1]),
		};
		i += codes;
		if (operands[i].kind == TOKEN_ARRAY) {
			for (i++; i < operation->n_operands && operands[i].kind == TOKEN_STRING &&
			    ranges->len < RANGES_MOST;
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
	for (size_t i = 0; i + 1 < operation->n_operands && ranges->len < CODESPACE_MOST; i += 2) {
		const struct token *low = &operation->operands[i], *high = low + 1;
		struct range range = {
			.bytes = (unsigned)CLAMP(low->length, 1, 4),
			.low = token_code(low),
			.high = token_code(high),
		};
		g_array_append_val(ranges, range);
	}
}

/* "/Key value def". What it counts by is left to the stream's dictionary, which is what rules are
 * about. */
static void read_definition(struct arena *arena, struct cmap *cmap,
    const struct operation *operation)
{
	for (size_t i = 0; i + 1 < operation->n_operands; i++) {
		const struct token *key = &operation->operands[i], *value = key + 1;
		if (key->kind != TOKEN_NAME)
			continue;
		if (value->kind == TOKEN_NUMBER && strcmp(key->bytes, "WMode") == 0)
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
		else if (operation_is(&operation, "endnotdefrange"))
			read_ranges(arena, cmap->notdefs, &operation, false);
		else if (operation_is(&operation, "endnotdefchar"))
			read_ranges(arena, cmap->notdefs, &operation, true);
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

/* One of PDF's own, alone or under another: the codes, and CIDs where they are the codes. They go
 * before all else: the last range that has a code holds. */
static void use_predefined(struct cmap *cmap, const char *name)
{
	const struct predefined *own = predefined_find(name);
	bool identity = own && !own->ordering;
	for (size_t i = 0; own && i < CODES_MOST && own->codes[i].bytes; i++) {
		struct range range = {
			.bytes = own->codes[i].bytes,
			.low = own->codes[i].low,
			.high = own->codes[i].high,
			.value = own->codes[i].low,
		};
		g_array_prepend_val(cmap->codespace, range);
		if (identity)
			g_array_prepend_val(cmap->cids, range);
	}
	cmap->known = cmap->known && identity;
}

/* A stream's ranges, after those of the CMap that it uses. */
static void use_stream(struct inspection *inspection, struct cmap *cmap, unsigned stream, int depth)
{
	struct cos *cos = inspection->cos;
	unsigned uses = cos_find(cos, stream, "/UseCMap");
	if (cos_type(cos, uses) == PDF_STREAM && depth < USED_MOST)
		use_stream(inspection, cmap, uses, depth + 1);
	else if (cos_type(cos, uses) != PDF_NULL)
		use_predefined(cmap, cos_name(cos, uses) ? cos_name(cos, uses) + 1 : NULL);
	GBytes *bytes = cos_data(cos, stream);
	if (!bytes) {
		cmap->known = false;
		return;
	}
	cmap->uses = NULL;
	cmap_parse(inspection->arena, cmap, bytes);
	g_bytes_unref(bytes);
	/* An operator alone can name only one of PDF's own. */
	if (cmap->uses && cos_type(cos, uses) == PDF_NULL)
		use_predefined(cmap, cmap->uses);
}

/* CIDSystemInfo: a dictionary, or as CMaps may have it a list of them. */
static void read_system(struct cos *cos, struct cmap *cmap, unsigned stream)
{
	double supplement = 0;
	unsigned info = cos_find(cos, stream, "/CIDSystemInfo");
	if (cos_type(cos, info) == PDF_ARRAY)
		info = cos_item(cos, info, 0);
	cmap->registry = cos_text(cos, cos_find(cos, info, "/Registry"));
	cmap->ordering = cos_text(cos, cos_find(cos, info, "/Ordering"));
	cos_real(cos, cos_find(cos, info, "/Supplement"), &supplement);
	cmap->supplement = (long)CLAMP(supplement, 0, 1e6);
}

struct cmap *cmap_encoding(struct inspection *inspection, unsigned encoding)
{
	struct cos *cos = inspection->cos;
	struct cmap *cmap = cmap_new(inspection->arena);
	const char *name = cos_name(cos, encoding);
	cmap->known = true;
	if (name) {
		const struct predefined *own = predefined_find(name + 1);
		cmap->name = name + 1;
		cmap->identity = own && !own->ordering;
		cmap->wmode = g_str_has_suffix(name, "-V") || strcmp(name, "/V") == 0;
		cmap->registry = own && own->ordering ? "Adobe" : NULL;
		cmap->ordering = own ? own->ordering : NULL;
		cmap->supplement = own ? own->supplement : 0;
		use_predefined(cmap, cmap->name);
		return cmap;
	}
	use_stream(inspection, cmap, encoding, 0);
	read_system(cos, cmap, encoding);
	name = cos_name(cos, cos_find(cos, encoding, "/CMapName"));
	if (name)
		cmap->name = name + 1;
	unsigned uses = cos_find(cos, encoding, "/UseCMap");
	cmap->within = cos_type(cos, uses) == PDF_STREAM;
	name = cos_name(cos, cmap->within ? cos_find(cos, uses, "/CMapName") : uses);
	if (name || cmap->within)
		cmap->uses = name ? name + 1 : "a CMap without a name";
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

/* How many bytes go with a code that is none: those of the shortest range that starts like it, as
 * far as any does (ISO 32000-1, 9.7.6.3). */
static unsigned broken_length(const struct cmap *cmap, const char *string, size_t left)
{
	unsigned best = 0, shortest = 4;
	int matched = -1;
	for (guint i = 0; i < cmap->codespace->len; i++) {
		const struct range *range = &g_array_index(cmap->codespace, struct range, i);
		int same = 0;
		while (same < (int)MIN(range->bytes, left)) {
			unsigned shift = 8 * (range->bytes - 1 - (unsigned)same);
			unsigned byte = (unsigned char)string[same];
			if (byte < (range->low >> shift & 0xff) ||
			    byte > (range->high >> shift & 0xff))
				break;
			same++;
		}
		if (same > matched || (same == matched && range->bytes < best))
			best = range->bytes;
		matched = MAX(matched, same);
		shortest = MIN(shortest, range->bytes);
	}
	return matched > 0 ? best : shortest;
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
	/* A CMap that does not say what its codes are is taken to have two bytes a code. */
	if (!cmap->codespace->len && left > 1)
		*code =
		    (uint32_t)((unsigned char)string[*at] << 8 | (unsigned char)string[*at + 1]);
	else
		*code = CODE_NONE;
	*at += MIN(left, cmap->codespace->len ? broken_length(cmap, string + *at, left) : 2);
	return true;
}

static const struct range *find_range(const GArray *ranges, uint32_t code)
{
	for (guint i = ranges->len; i > 0; i--) {
		const struct range *range = &g_array_index(ranges, struct range, i - 1);
		if (code >= range->low && code <= range->high)
			return range;
	}
	return NULL;
}

long cmap_cid(const struct cmap *cmap, uint32_t code)
{
	if (code == CODE_NONE)
		return 0;
	if (cmap->identity)
		return (long)code;
	const struct range *range = find_range(cmap->cids, code);
	if (range)
		return (long)(range->value + (code - range->low));
	if (!cmap->known)
		return -1;
	range = find_range(cmap->notdefs, code);
	return range ? (long)range->value : 0;
}

char *cmap_text(const struct cmap *cmap, uint32_t code)
{
	gunichar2 units[TEXT_LONGEST / 2 + 1];
	if (code == CODE_NONE)
		return NULL;
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
