/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "press/spans.h"

#include <string.h>

/* What one glyph was seen to stand for. */
struct vote {
	struct font *font;
	uint32_t code;
	char *text; /* NULL: different things */
};

struct survey {
	struct arena *arena;
	struct shelf *shelf;
	GPtrArray *votes;  /* struct vote, in the order seen */
	GHashTable *index; /* font -> (code -> vote) */
};

static bool is_isolate(gunichar c)
{
	return c >= 0x2066 && c <= 0x2069;
}

/* UTF-16BE after its byte order mark, as Cairo writes it, as UTF-8; NULL when it is something else.
 */
static char *utf16_text(const char *bytes, size_t length)
{
	if (length < 2 || memcmp(bytes, "\xfe\xff", 2) != 0)
		return NULL;
	size_t count = length / 2 - 1;
	g_autofree gunichar2 *units = g_new(gunichar2, count + 1);
	for (size_t i = 0; i < count; i++) {
		const unsigned char *at = (const unsigned char *)bytes + 2 + 2 * i;
		units[i] = (gunichar2)(at[0] << 8 | at[1]);
	}
	return g_utf16_to_utf8(units, (glong)count, NULL, NULL, NULL);
}

bool span_text(const struct operation *operation, char **text)
{
	if (!operation_is(operation, "BDC") || operation->n_operands < 2 ||
	    operation->operands[0].kind != TOKEN_NAME ||
	    strcmp(operation->operands[0].bytes, "Span") != 0)
		return false;
	size_t value = operation_key(operation, 1, "ActualText");
	if (!value || operation->operands[value].kind != TOKEN_STRING)
		return false;
	const struct token *token = &operation->operands[value];
	g_autofree char *utf8 = utf16_text(token->bytes, token->length);
	if (!utf8)
		return false;
	GString *kept = g_string_new(NULL);
	for (const char *at = utf8; *at; at = g_utf8_next_char(at))
		if (!is_isolate(g_utf8_get_char(at)))
			g_string_append_unichar(kept, g_utf8_get_char(at));
	*text = g_string_free(kept, FALSE);
	return true;
}

void span_say(GString *said, const struct font *font, const char *string, size_t length)
{
	size_t at = 0;
	uint32_t code;
	while (font_code(font, string, length, &at, &code)) {
		const char *text = font_text(font, code);
		g_string_append(said, text ? text : "\357\277\275");
	}
}

static bool same_text(const char *a, const char *b)
{
	if (!a || !b)
		return false;
	if (strcmp(a, b) == 0)
		return true;
	g_autofree char *x = g_utf8_normalize(a, -1, G_NORMALIZE_ALL_COMPOSE);
	g_autofree char *y = g_utf8_normalize(b, -1, G_NORMALIZE_ALL_COMPOSE);
	return x && y && strcmp(x, y) == 0;
}

bool span_needless(const char *text, const char *said)
{
	/* A span that says nothing stands around glyphs of isolate controls. */
	return text[0] == '\0' || same_text(text, said);
}

enum { LETTERS_MOST = 8 }; /* in a ligature that is looked for */

/* NFKD of a text as characters; 0 when they are too many. */
static gsize letters_of(const char *text, gunichar letters[LETTERS_MOST])
{
	gsize count = 0;
	for (; *text; text = g_utf8_next_char(text)) {
		gsize left = LETTERS_MOST - count;
		gsize length =
		    g_unichar_fully_decompose(g_utf8_get_char(text), TRUE, letters + count, left);
		if (length > left)
			return 0;
		count += length;
	}
	return count;
}

static bool is_form(gunichar c)
{
	return (c >= 0xfb1d && c <= 0xfdff) || (c >= 0xfe70 && c <= 0xfefc);
}

/* One code point for what a right-to-left ligature says, lam-alef above all: with several, readers
 * that reverse runs swap them. NULL: there is none. */
static const char *one_letter(struct arena *arena, const char *text)
{
	gunichar wanted[LETTERS_MOST], letters[LETTERS_MOST];
	gunichar first = g_utf8_get_char(text);
	/* Letters of Hebrew and Arabic. */
	if (first < 0x5d0 || first > 0x8ff || *g_utf8_next_char(text) == '\0')
		return NULL;
	gsize count = letters_of(text, wanted);
	for (gunichar c = 0xfb1d; count > 0 && c <= 0xfefc; c++) {
		if (!is_form(c) ||
		    g_unichar_fully_decompose(c, TRUE, letters, LETTERS_MOST) != count ||
		    memcmp(letters, wanted, count * sizeof(*letters)) != 0)
			continue;
		char one[8] = "";
		g_unichar_to_utf8(c, one);
		return arena_strdup(arena, one);
	}
	return NULL;
}

struct survey *survey_new(struct shelf *shelf)
{
	struct arena *arena = shelf->arena;
	struct survey *survey = ARENA_NEW(arena, struct survey);
	survey->arena = arena;
	survey->shelf = shelf;
	survey->votes = g_ptr_array_new();
	arena_tie(arena, survey->votes, (void (*)(void *))g_ptr_array_unref);
	survey->index = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_hash_table_unref);
	arena_tie(arena, survey->index, (void (*)(void *))g_hash_table_unref);
	return survey;
}

static void survey_vote(struct survey *survey, struct font *font, uint32_t code, const char *text)
{
	GHashTable *codes = g_hash_table_lookup(survey->index, font);
	if (!codes) {
		codes = g_hash_table_new(NULL, NULL);
		g_hash_table_insert(survey->index, font, codes);
	}
	struct vote *vote = g_hash_table_lookup(codes, GUINT_TO_POINTER(code));
	if (vote) {
		if (vote->text && !same_text(vote->text, text))
			vote->text = NULL;
		return;
	}
	vote = ARENA_NEW(survey->arena, struct vote);
	vote->font = font;
	vote->code = code;
	vote->text = arena_strdup(survey->arena, text);
	g_hash_table_insert(codes, GUINT_TO_POINTER(code), vote);
	g_ptr_array_add(survey->votes, vote);
}

/* A span as it is read: the one glyph that it holds, if it is one. */
struct open_span {
	char *text; /* NULL: outside spans */
	struct font *font;
	uint32_t code;
	size_t glyphs;
};

static void survey_show(struct survey *survey, struct font *font, const struct operation *operation,
    struct open_span *span)
{
	for (size_t i = 0; font && i < operation->n_operands; i++) {
		const struct token *token = &operation->operands[i];
		size_t at = 0;
		uint32_t code;
		while (token->kind == TOKEN_STRING &&
		    font_code(font, token->bytes, token->length, &at, &code)) {
			span->font = font;
			span->code = code;
			span->glyphs++;
			if (!span->text && font_text(font, code))
				survey_vote(survey, font, code, font_text(font, code));
		}
	}
}

static void survey_span_end(struct survey *survey, struct open_span *span)
{
	if (span->text && span->text[0] && span->glyphs == 1) {
		survey_vote(survey, span->font, span->code, span->text);
	}
	g_free(span->text);
	*span = (struct open_span){ 0 };
}

void survey_page(struct survey *survey, unsigned resources, GBytes *bytes)
{
	gsize length;
	const char *text = g_bytes_get_data(bytes, &length);
	struct content content;
	struct operation operation;
	struct open_span span = { 0 };
	struct font *font = NULL;
	shelf_page(survey->shelf, resources);
	content_init(&content, text, length);
	while (content_next(&content, &operation)) {
		char *actual;
		if (operation_is(&operation, "Tf") && operation.n_operands == 2) {
			font = shelf_find(survey->shelf, operation.operands[0].bytes);
		} else if (operation_is(&operation, "Tj") || operation_is(&operation, "TJ")) {
			survey_show(survey, font, &operation, &span);
		} else if (operation_is(&operation, "EMC")) {
			survey_span_end(survey, &span);
		} else if (span_text(&operation, &actual)) {
			survey_span_end(survey, &span);
			span.text = actual;
		}
	}
	g_free(span.text);
	content_release(&content);
}

/*
 * A glyph that the font itself calls "3" is not made to say "8": a wrong glyph must not read as the
 * right text. Only brackets stand for their mirror images, in lines that run to the left.
 */
static bool contradicts(const char *own, const char *text)
{
	gunichar mirror;
	if (!own || !g_ascii_isgraph(own[0]) || own[1] != '\0' || same_text(own, text))
		return false;
	return !g_unichar_get_mirror_char((gunichar)own[0], &mirror) ||
	    mirror != g_utf8_get_char(text);
}

/* Cairo's own ToUnicode has ligatures too, whether a span said them or not. */
static void settle_ligatures(struct survey *survey, struct font *font)
{
	GList *codes = font->unicode ? g_hash_table_get_keys(font->unicode) : NULL;
	for (GList *at = codes; at; at = at->next) {
		uint32_t code = GPOINTER_TO_UINT(at->data);
		const char *one = one_letter(survey->arena, font_text(font, code));
		if (one)
			font_map(font, survey->arena, code, one);
	}
	g_list_free(codes);
}

void survey_settle(struct survey *survey)
{
	for (guint i = 0; i < survey->votes->len; i++) {
		struct vote *vote = g_ptr_array_index(survey->votes, i);
		if (vote->text && !contradicts(font_text(vote->font, vote->code), vote->text))
			font_map(vote->font, survey->arena, vote->code, vote->text);
	}
	GHashTableIter iter;
	gpointer font;
	g_hash_table_iter_init(&iter, survey->shelf->numbers);
	while (g_hash_table_iter_next(&iter, NULL, &font))
		settle_ligatures(survey, font);
}
