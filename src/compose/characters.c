/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compose/characters.h"

#include <string.h>

/* What shaping or line ends may ask for though no text holds it. */
static const struct {
	gunichar first, last;
} always[] = {
	{ 0x0020, 0x007e }, { 0x00a0, 0x00a0 },			    /* no-break space */
	{ 0x00ab, 0x00ab }, { 0x00bb, 0x00bb }, { 0x00ad, 0x00ad }, /* soft hyphen */
	{ 0x00b7, 0x00b7 },			/* middle dot: joins audiences */
	{ 0x034f, 0x034f }, { 0x2000, 0x200f }, /* spaces, joiners, marks of direction */
	{ 0x2010, 0x2015 },			/* hyphens, dashes */
	{ 0x2018, 0x201f },			/* quotes */
	{ 0x2022, 0x2022 }, { 0x2026, 0x2026 }, /* bullet, ellipsis */
	{ 0x202f, 0x202f }, { 0x2060, 0x2060 }, { 0x2066, 0x2069 }, /* word joiner, isolates */
	{ 0x25cc, 0x25cc }, /* the dotted circle that marks a broken sequence */
};

static void add(GHashTable *set, gunichar character)
{
	g_hash_table_add(set, GUINT_TO_POINTER(character));
}

static void add_text(GHashTable *set, const char *text)
{
	static const GNormalizeMode modes[] = { G_NORMALIZE_DEFAULT, G_NORMALIZE_DEFAULT_COMPOSE };

	for (const char *at = text; *at; at = g_utf8_next_char(at))
		add(set, g_utf8_get_char(at));
	for (size_t i = 0; i < G_N_ELEMENTS(modes); i++) {
		g_autofree char *normal = g_utf8_normalize(text, -1, modes[i]);

		for (const char *at = normal; at && *at; at = g_utf8_next_char(at))
			add(set, g_utf8_get_char(at));
	}
}

/* Each character's decompositions, step by step and whole, its mirror image, and the parts of sara
 * am. */
static void close_over(GHashTable *set, gunichar character)
{
	gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH], first, second, mirror;
	size_t count = g_unichar_fully_decompose(character, FALSE, parts, G_N_ELEMENTS(parts));

	for (size_t i = 0; i < count; i++)
		add(set, parts[i]);
	for (gunichar rest = character; g_unichar_decompose(rest, &first, &second); rest = first) {
		add(set, first);
		if (second)
			add(set, second);
	}
	if (g_unichar_get_mirror_char(character, &mirror))
		add(set, mirror);
	if (character == 0x0e33) {
		add(set, 0x0e4d);
		add(set, 0x0e32);
	} else if (character == 0x0eb3) {
		add(set, 0x0ecd);
		add(set, 0x0eb2);
	}
}

static int compare(const void *a, const void *b)
{
	gunichar left = *(const gunichar *)a, right = *(const gunichar *)b;

	return (left > right) - (left < right);
}

static GArray *sorted(GHashTable *set)
{
	GArray *list = g_array_new(FALSE, FALSE, sizeof(gunichar));
	GHashTableIter iter;
	void *key;

	g_hash_table_iter_init(&iter, set);
	while (g_hash_table_iter_next(&iter, &key, NULL)) {
		gunichar character = GPOINTER_TO_UINT(key);

		g_array_append_val(list, character);
	}
	g_array_sort(list, compare);
	return list;
}

GArray *characters_gather(const struct edition *edition, const struct contact *contact)
{
	GHashTable *set = g_hash_table_new(NULL, NULL);
	GArray *list;

	for (size_t i = 0; i < G_N_ELEMENTS(always); i++)
		for (gunichar c = always[i].first; c <= always[i].last; c++)
			add(set, c);
	for (size_t i = 0; i < edition->n_entries; i++)
		add_text(set, edition->entries[i].phrase.text);
	for (int kind = 0; contact && kind < CONTACT_KINDS; kind++) {
		const char *text = contact_text(contact, (enum contact_kind)kind);

		if (text)
			add_text(set, text);
	}
	list = sorted(set);
	for (guint i = 0; i < list->len; i++)
		close_over(set, g_array_index(list, gunichar, i));
	g_array_free(list, TRUE);
	list = sorted(set);
	g_hash_table_destroy(set);
	return list;
}

bool character_shows(gunichar character)
{
	switch (g_unichar_type(character)) {
	case G_UNICODE_CONTROL:
	case G_UNICODE_FORMAT:
	case G_UNICODE_LINE_SEPARATOR:
	case G_UNICODE_PARAGRAPH_SEPARATOR:
	case G_UNICODE_SPACE_SEPARATOR:
		return false;
	default:
		break;
	}
	return character != 0x034f && !(character >= 0xfe00 && character <= 0xfe0f) &&
	    !(character >= 0xe0100 && character <= 0xe01ef);
}
