/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "read/status.h"

#include <string.h>

#include "base/file.h"
#include "read/date.h"
#include "read/schema.h"

enum { HASH_DIGITS = 16 };

static const char *const state_words[] = {
	[STATE_REFERENCE] = "reference",
	[STATE_UNTRANSLATED] = "untranslated",
	[STATE_DRAFT] = "draft",
	[STATE_REVIEWED] = "reviewed",
	NULL,
};

struct status_row {
	int state;
	struct phrase reviewer, reviewed, date;
	const struct node *translated_from;
};

static const struct field status_fields[] = {
	{ .key = "state",
	    .type = FIELD_CHOICE,
	    .need = FIELD_REQUIRED,
	    .offset = offsetof(struct status_row, state),
	    .choices = state_words,
	    .help = "reference, untranslated, draft or reviewed" },
	{ .key = "reviewer",
	    .type = FIELD_PHRASE,
	    .offset = offsetof(struct status_row, reviewer),
	    .help = "the full name of the person who read the edition and signs for it" },
	{ .key = "reviewed",
	    .type = FIELD_PHRASE,
	    .offset = offsetof(struct status_row, reviewed),
	    .help = "the day of the review, like 2026-11-24" },
	{ .key = "date",
	    .type = FIELD_PHRASE,
	    .offset = offsetof(struct status_row, date),
	    .help = "the edition's date, like 2026-11-24" },
	{ .key = "translated_from",
	    .type = FIELD_NODE,
	    .offset = offsetof(struct status_row, translated_from),
	    .help = "written by `handbill accept`" },
	{ 0 },
};

static bool is_hash(const char *text)
{
	return strlen(text) == HASH_DIGITS && strspn(text, "0123456789abcdef") == HASH_DIGITS;
}

static bool hashes_fill(const struct node *map, GHashTable *table, struct diag *diag)
{
	bool ok = true;

	/* An edition of which nothing is accepted yet. */
	if (map->kind == NODE_TEXT && !*map->text)
		return true;
	if (!schema_expect(map, NODE_MAP, NULL, diag))
		return false;
	for (const struct node *node = map->children; node; node = node->next) {
		if (!schema_expect(node, NODE_TEXT, NULL, diag)) {
			ok = false;
		} else if (!is_hash(node->text)) {
			diag_error(diag, node->place, "hash",
			    "%s: \"%s\" is not %d hexadecimal digits", node->key.text, node->text,
			    HASH_DIGITS);
			diag_help(diag,
			    "let `handbill accept` write this file; "
			    "a person edits it only to sign");
			ok = false;
		} else {
			g_hash_table_insert(table, (void *)node->key.text, (void *)node->text);
		}
	}
	return ok;
}

static bool signature_check(const struct node *root, const struct status_row *row,
    struct diag *diag)
{
	bool ok = true;
	long days;

	if (row->reviewed.text)
		ok &= date_check(row->reviewed, "reviewed", &days, diag);
	if (row->date.text)
		ok &= date_check(row->date, "date", &days, diag);
	if (row->state == STATE_REVIEWED && (!row->reviewer.text || !row->reviewed.text)) {
		diag_error(diag, node_find(root, "state")->place, "unsigned",
		    "an edition is reviewed by someone on some day: \"%s\" is missing",
		    row->reviewer.text ? "reviewed" : "reviewer");
		diag_help(diag,
		    "add reviewer (a full name) and reviewed (a day), or go back to state: draft");
		ok = false;
	}
	return ok;
}

bool status_load(struct arena *arena, const char *path, struct status *status, struct diag *diag)
{
	struct status_row row = { 0 };
	struct node *root;
	bool ok;

	*status = (struct status){ .state = STATE_DRAFT };
	status->translated_from = g_hash_table_new(g_str_hash, g_str_equal);
	arena_tie(arena, status->translated_from, (void (*)(void *))g_hash_table_unref);
	if (!g_file_test(path, G_FILE_TEST_EXISTS))
		return true;
	root = node_load(arena, path, diag);
	if (!root || !schema_fill(root, status_fields, &row, diag))
		return false;
	ok = signature_check(root, &row, diag);
	if (row.translated_from)
		ok &= hashes_fill(row.translated_from, status->translated_from, diag);
	status->state = (enum state)row.state;
	status->reviewer = row.reviewer.text;
	status->reviewed = row.reviewed.text;
	status->date = row.date.text;
	return ok;
}

/* In double quotes, in which YAML needs only these two escaped; names hold no control
 * characters. */
static void append_quoted(GString *out, const char *text)
{
	g_string_append_c(out, '"');
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			g_string_append_c(out, '\\');
		g_string_append_c(out, *text);
	}
	g_string_append_c(out, '"');
}

static int compare_keys(const void *a, const void *b)
{
	return strcmp(a, b);
}

bool status_save(const char *path, const struct status *status, struct diag *diag)
{
	GString *out =
	    g_string_new("# Written by `handbill accept`; a person edits it only to sign.\n");
	GList *keys = g_list_sort(g_hash_table_get_keys(status->translated_from), compare_keys);
	GBytes *bytes;
	bool ok;

	g_string_append_printf(out, "state: %s\n", state_name(status->state));
	if (status->reviewer) {
		g_string_append(out, "reviewer: ");
		append_quoted(out, status->reviewer);
		g_string_append_c(out, '\n');
	}
	if (status->reviewed)
		g_string_append_printf(out, "reviewed: %s\n", status->reviewed);
	if (status->date)
		g_string_append_printf(out, "date: %s\n", status->date);
	if (keys)
		g_string_append(out, "translated_from:\n");
	for (const GList *key = keys; key; key = key->next)
		g_string_append_printf(out, "  %s: \"%s\"\n", (const char *)key->data,
		    (const char *)g_hash_table_lookup(status->translated_from, key->data));
	g_list_free(keys);
	bytes = g_string_free_to_bytes(out);
	ok = file_write(path, bytes, diag);
	g_bytes_unref(bytes);
	return ok;
}

const char *state_name(enum state state)
{
	return state_words[state];
}
