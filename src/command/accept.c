/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/accept.h"

#include <glib.h>
#include <string.h>

#include "batch/catalogue.h"
#include "read/date.h"
#include "read/edition.h"
#include "read/type.h"

/* An acceptance in the making. */
struct acceptance {
	struct arena *arena;
	const char *content;
	const struct edition *edition, *reference;
	struct diag *diag;
	GHashTable *hashes; /* path -> hash, the new table */
	size_t accepted;
};

static bool is_under(const char *path, const char *key)
{
	const size_t length = strlen(key);

	return strncmp(path, key, length) == 0 && (path[length] == '\0' || path[length] == '.');
}

/* Notes today's English for the text, or all texts under the key; false when there is none. */
static bool accept_key(struct acceptance *acceptance, const char *key)
{
	const struct edition *reference = acceptance->reference;
	bool found = false;

	for (size_t i = 0; i < reference->n_entries; i++) {
		const struct entry *entry = &reference->entries[i];

		if (key && !is_under(entry->path, key))
			continue;
		found = true;
		acceptance->accepted++;
		g_hash_table_insert(acceptance->hashes, (void *)entry->path,
		    edition_hash(acceptance->arena, entry->phrase.text));
	}
	return found;
}

/* What was accepted earlier and still has its English. */
static void keep_earlier(struct acceptance *acceptance)
{
	const struct edition *reference = acceptance->reference;

	for (size_t i = 0; i < reference->n_entries; i++) {
		const char *path = reference->entries[i].path;
		char *hash = g_hash_table_lookup(acceptance->edition->status.translated_from, path);

		if (hash)
			g_hash_table_insert(acceptance->hashes, (void *)path, hash);
	}
}

static bool accept_keys(struct acceptance *acceptance, char **keys)
{
	const struct edition *reference = acceptance->reference;
	const char **known = ARENA_ARRAY(acceptance->arena, const char *, reference->n_entries + 1);
	bool ok = true;

	for (size_t i = 0; i < reference->n_entries; i++)
		known[i] = reference->entries[i].path;
	keep_earlier(acceptance);
	if (!*keys)
		return accept_key(acceptance, NULL);
	for (; *keys; keys++) {
		const char *nearest;

		if (accept_key(acceptance, *keys))
			continue;
		/* All keys at once would fill a screen. */
		nearest = diag_nearest(*keys, known);
		diag_failure(acceptance->diag, reference->source->path, "there is no text \"%s\"",
		    *keys);
		if (nearest)
			diag_help(acceptance->diag, "did you mean \"%s\"?", nearest);
		ok = false;
	}
	return ok;
}

static const char *today(struct arena *arena)
{
	char text[sizeof("0000-00-00")];
	GDate date;

	g_date_clear(&date, 1);
	g_date_set_julian(&date, (guint32)date_today());
	g_date_strftime(text, sizeof(text), "%Y-%m-%d", &date);
	return arena_strdup(arena, text);
}

static void save(struct acceptance *acceptance)
{
	const struct edition *edition = acceptance->edition;
	const char *path =
	    arena_printf(acceptance->arena, "%s/status/%s.yaml", acceptance->content, edition->tag);
	struct status status = edition->status;

	status.date = today(acceptance->arena);
	status.translated_from = acceptance->hashes;
	if (status_save(path, &status, acceptance->diag)) {
		char *shown = diag_shown(path);

		printf("%s: %zu of %zu texts noted as up to date; state: %s\n", shown,
		    acceptance->accepted, edition->n_entries, state_name(status.state));
		g_free(shown);
	}
}

/* The edition and its English. False after errors. */
static bool read_editions(struct acceptance *acceptance, const struct options *options,
    const char *tag)
{
	struct arena *arena = acceptance->arena;
	struct diag *diag = acceptance->diag;
	const char *data = catalogue_data(arena, options->data, diag);
	const struct typography *type;

	if (!data)
		return false;
	type = type_load(arena, catalogue_below(arena, data, "layouts/type.yaml"), diag);
	if (!type)
		return false;
	acceptance->content =
	    options->content ? options->content : catalogue_below(arena, data, "content");
	acceptance->reference = edition_load(arena, acceptance->content, "en", type, NULL, diag);
	if (!acceptance->reference)
		return false;
	acceptance->edition =
	    edition_load(arena, acceptance->content, tag, type, acceptance->reference, diag);
	return acceptance->edition != NULL;
}

int accept_run(struct arena *arena, const struct options *options)
{
	struct acceptance acceptance = { .arena = arena };
	char **words = options->words;
	struct diag diag;
	int status;

	if (!*words)
		return options_refuse("accept",
		    "accept needs an edition: handbill accept LANG [KEY...]", NULL, NULL);
	if (strcmp(*words, "en") == 0)
		return options_refuse("accept", "en is the reference, not translated from anything",
		    NULL, NULL);
	diag_init(&diag, DIAG_TEXT);
	acceptance.diag = &diag;
	acceptance.hashes = g_hash_table_new(g_str_hash, g_str_equal);
	arena_tie(arena, acceptance.hashes, (void (*)(void *))g_hash_table_unref);
	if (read_editions(&acceptance, options, *words) && accept_keys(&acceptance, words + 1))
		save(&acceptance);
	diag_flush(&diag, stderr);
	status = diag_status(&diag);
	diag_release(&diag);
	return status;
}
