/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compose/words.h"

#include <string.h>

/* U+2066 LEFT-TO-RIGHT ISOLATE and U+2069 POP DIRECTIONAL ISOLATE. */
#define ISOLATE "\xe2\x81\xa6"
#define POP "\xe2\x81\xa9"

struct glossary {
	struct arena *arena;
	const struct edition *edition;
	const struct contact *contact;
	GHashTable *known; /* key -> struct words *, or NULL */
};

static void table_free(void *table)
{
	g_hash_table_destroy(table);
}

struct glossary *glossary_new(struct arena *arena, const struct edition *edition,
    const struct contact *contact)
{
	struct glossary *glossary = ARENA_NEW(arena, struct glossary);

	glossary->arena = arena;
	glossary->edition = edition;
	glossary->contact = contact;
	glossary->known = g_hash_table_new(g_str_hash, g_str_equal);
	arena_tie(arena, glossary->known, table_free);
	return glossary;
}

struct filling {
	GString *text;
	GArray *spans;
	bool gap;
	enum contact_kind missing;
};

static void fill_contact(struct filling *filling, enum contact_kind kind, const char *text)
{
	struct span span = { .start = filling->text->len, .kind = kind };

	g_string_append(filling->text, ISOLATE);
	g_string_append(filling->text, text);
	g_string_append(filling->text, POP);
	span.end = filling->text->len;
	g_array_append_val(filling->spans, span);
}

/* One placeholder, without its braces. False: not one of ours. */
static bool fill_placeholder(struct glossary *glossary, struct filling *filling, const char *name,
    size_t length, const int page[2])
{
	for (int kind = 0; kind < CONTACT_KINDS; kind++) {
		const char *text;

		if (strlen(contact_names[kind]) != length ||
		    strncmp(contact_names[kind], name, length) != 0)
			continue;
		text = contact_text(glossary->contact, (enum contact_kind)kind);
		if (kind == CONTACT_DIGITS && !text)
			text = contact_text(glossary->contact, CONTACT_PHONE);
		if (text) {
			fill_contact(filling, (enum contact_kind)kind, text);
		} else {
			filling->gap = true;
			filling->missing = (enum contact_kind)kind;
		}
		return true;
	}
	if (length == 4 && strncmp(name, "page", 4) == 0)
		g_string_append_printf(filling->text, "%d", page[0]);
	else if (length == 5 && strncmp(name, "pages", 5) == 0)
		g_string_append_printf(filling->text, "%d", page[1]);
	else
		return false;
	return true;
}

static void fill(struct glossary *glossary, struct filling *filling, const struct phrase *phrase,
    const int page[2])
{
	const char *text = phrase->text;

	while (*text) {
		const char *close = *text == '{' ? strchr(text, '}') : NULL;

		if (close &&
		    fill_placeholder(glossary, filling, text + 1, (size_t)(close - text - 1),
			page)) {
			text = close + 1;
			continue;
		}
		g_string_append_c(filling->text, *text++);
	}
}

static struct words *filling_end(struct glossary *glossary, struct filling *filling,
    const char *path, struct place place)
{
	struct words *words = ARENA_NEW(glossary->arena, struct words);

	words->text = arena_strndup(glossary->arena, filling->text->str, filling->text->len);
	words->length = filling->text->len;
	words->spans = arena_copy(glossary->arena, filling->spans->data, filling->spans->len,
	    sizeof(struct span));
	words->n_spans = filling->spans->len;
	words->place = place;
	words->path = path;
	words->gap = filling->gap;
	words->missing = filling->missing;
	g_string_free(filling->text, TRUE);
	g_array_free(filling->spans, TRUE);
	return words;
}

static struct filling filling_new(void)
{
	return (struct filling){ g_string_new(NULL), g_array_new(FALSE, FALSE, sizeof(struct span)),
		false, CONTACT_PHONE };
}

const struct words *glossary_words(struct glossary *glossary, const char *path, int page, int pages)
{
	const struct phrase *phrase = edition_find(glossary->edition, path);
	struct filling filling;
	struct words *words;
	const char *key;
	bool paged;

	if (!phrase)
		return NULL;
	paged = strstr(phrase->text, "{page") != NULL;
	key = paged ? arena_printf(glossary->arena, "%s#%d/%d", path, page, pages) : path;
	words = g_hash_table_lookup(glossary->known, key);
	if (words)
		return words;
	filling = filling_new();
	fill(glossary, &filling, phrase, (const int[2]){ page, pages });
	words = filling_end(glossary, &filling, arena_strdup(glossary->arena, path), phrase->place);
	g_hash_table_insert(glossary->known, paged ? (void *)key : (void *)words->path, words);
	return words;
}

const struct words *glossary_join(struct glossary *glossary, const char *path, const char *join)
{
	char *key = arena_printf(glossary->arena, "%s+%s", path, join);
	struct words *words = g_hash_table_lookup(glossary->known, key);
	struct filling filling;
	struct place place = { NULL, 0, 0 };
	GArray *parts;

	if (words)
		return words;
	filling = filling_new();
	parts = g_array_new(FALSE, FALSE, sizeof(struct part));
	for (int i = 1;; i++) {
		char *item = arena_printf(glossary->arena, "%s.%d", path, i);
		const struct phrase *phrase = edition_find(glossary->edition, item);

		if (!phrase)
			break;
		if (i == 1)
			place = phrase->place;
		else
			g_string_append(filling.text, join);
		struct part part = { filling.text->len, 0 };
		fill(glossary, &filling, phrase, (const int[2]){ 0, 0 });
		part.end = filling.text->len;
		g_array_append_val(parts, part);
	}
	words = filling_end(glossary, &filling, arena_strdup(glossary->arena, path), place);
	words->parts = arena_copy(glossary->arena, parts->data, parts->len, sizeof(struct part));
	words->n_parts = parts->len;
	g_array_free(parts, TRUE);
	if (words->length == 0)
		return NULL;
	g_hash_table_insert(glossary->known, key, words);
	return words;
}

const struct words *glossary_contact(struct glossary *glossary, enum contact_kind kind)
{
	const struct phrase *const places[CONTACT_KINDS] = { &glossary->contact->phone,
		&glossary->contact->digits, &glossary->contact->site,
		&glossary->contact->org_site };
	const char *text = contact_text(glossary->contact, kind);
	char *key = arena_printf(glossary->arena, "@%d", (int)kind);
	struct words *words = g_hash_table_lookup(glossary->known, key);
	const struct phrase *written;
	struct filling filling;

	if (words || !text || !*text)
		return words;
	filling = filling_new();
	fill_contact(&filling, kind, text);
	/* Where there is no vanity word, the digits are what is set as the phone. */
	written = places[kind]->text ? places[kind] : &glossary->contact->digits;
	words = filling_end(glossary, &filling, contact_names[kind], written->place);
	g_hash_table_insert(glossary->known, key, words);
	return words;
}

const struct words *glossary_cut(struct glossary *glossary, const struct words *words,
    size_t characters)
{
	struct words *cut = arena_copy(glossary->arena, words, 1, sizeof(*words));
	const char *end = words->text + words->length;

	for (size_t i = 0; i < characters && end > words->text; i++)
		end = g_utf8_prev_char(end);
	for (size_t i = 0; i < words->n_spans; i++) {
		const struct span *span = &words->spans[i];

		if ((size_t)(end - words->text) <= span->start)
			cut->n_spans = MIN(cut->n_spans, i);
		else if ((size_t)(end - words->text) < span->end) {
			cut->n_spans = MIN(cut->n_spans, i);
			end = words->text + span->start;
		}
	}
	cut->length = (size_t)(end - words->text);
	cut->text = arena_strndup(glossary->arena, words->text, cut->length);
	return cut;
}

void words_append(GString *into, const struct words *words, size_t start, size_t end)
{
	const char *next;

	for (const char *at = words->text + start; at < words->text + end; at = next) {
		gunichar character = g_utf8_get_char(at);

		next = g_utf8_next_char(at);
		if (character < 0x2066 || character > 0x2069)
			g_string_append_len(into, at, next - at);
	}
}
