/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "read/edition.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "read/schema.h"
#include "read/wording.h"

enum {
	HASH_DIGITS = 16,
	/* What the layouts were drawn for; a translation answers to fit alone. */
	SHORT_LIMIT = 60,
	REPORT_SHORT_LIMIT = 24
};

struct root_row {
	const struct node *guide, *labels;
};

static const struct field root_fields[] = {
	{ .key = "guide",
	    .type = FIELD_NODE,
	    .need = FIELD_REQUIRED,
	    .offset = offsetof(struct root_row, guide),
	    .help = "the guide's words" },
	{ .key = "labels",
	    .type = FIELD_NODE,
	    .need = FIELD_REQUIRED,
	    .offset = offsetof(struct root_row, labels),
	    .help = "the few words that the program itself sets" },
	{ 0 },
};

/* The fixed keys. The tables only check texts, which so may share a member; afterwards all are
 * gathered by path. */
struct text_rows {
	struct phrase text;
	const struct node *audiences, *sections, *report;
};

#define TEXT(name, sentence)                                \
	{ .key = name,                                      \
		.type = FIELD_PHRASE,                       \
		.need = FIELD_REQUIRED,                     \
		.offset = offsetof(struct text_rows, text), \
		.help = sentence }

/* A text that an edition may leave out. */
#define SPARE(name, sentence)                               \
	{ .key = name,                                      \
		.type = FIELD_PHRASE,                       \
		.need = FIELD_OPTIONAL,                     \
		.offset = offsetof(struct text_rows, text), \
		.help = sentence }

static const struct field guide_fields[] = {
	TEXT("kicker", "the line above the title"),
	TEXT("title", "the title"),
	TEXT("subtitle", "the line below the title"),
	{ .key = "audiences",
	    .type = FIELD_NODE,
	    .need = FIELD_REQUIRED,
	    .offset = offsetof(struct text_rows, audiences),
	    .help = "a list of those whom the guide is for" },
	{ .key = "sections",
	    .type = FIELD_NODE,
	    .need = FIELD_REQUIRED,
	    .offset = offsetof(struct text_rows, sections),
	    .help = "the sections by name, in order" },
	{ .key = "report",
	    .type = FIELD_NODE,
	    .need = FIELD_REQUIRED,
	    .offset = offsetof(struct text_rows, report),
	    .help = "how to report: heading, short, why, how" },
	TEXT("campaign", "the campaign's name"),
	TEXT("status", "what the organization is"),
	TEXT("thanks", "the closing thanks"),
	TEXT("organization", "the organization's name"),
	TEXT("copyright", "the copyright line"),
	{ 0 },
};

static const struct field section_fields[] = {
	TEXT("heading", "the section's heading"),
	TEXT("body", "the section's text"),
	TEXT("short", "the section in one statement without a full stop, for posters and cards"),
	{ 0 },
};

static const struct field report_fields[] = {
	TEXT("heading", "the call to report, without a full stop"),
	TEXT("short", "the same in two or three words"),
	TEXT("why", "why to report"),
	TEXT("how", "where to report, with {phone} or {site}"),
	{ 0 },
};

static const struct field label_fields[] = {
	TEXT("language", "the language's own name"),
	TEXT("local_contact", "the heading of the empty field for a local contact"),
	TEXT("qr", "what a screen reader says of the QR code, with {site}"),
	TEXT("page", "the page number, with {page} and {pages}"),
	TEXT("draft", "what is added to the title of a translation that nobody reviewed"),
	SPARE("call", "what a link to {phone} does, for screen readers; else the number is read"),
	SPARE("visit", "what a link to {site} does"),
	SPARE("org_link", "what a link to {org_site} does"),
	{ 0 },
};

struct reader {
	struct arena *arena;
	struct edition *edition;
	const struct edition *reference;
	struct diag *diag;
	GArray *entries; /* of struct entry */
	bool ok;
};

static void add_text(struct reader *reader, const struct node *node)
{
	struct phrase phrase = node_phrase(node);
	const char *path = node_path(reader->arena, node);
	const struct phrase *english =
	    reader->reference ? edition_find(reader->reference, path) : NULL;
	size_t length = strlen(phrase.text);
	struct entry entry;
	bool ok;

	/* A folded or literal text ends in a line break that nobody wrote. */
	while (length > 0 && phrase.text[length - 1] == '\n')
		length--;
	phrase.text = arena_strndup(reader->arena, phrase.text, length);
	ok = wording_check(phrase, path, g_str_has_prefix(path, "labels."), reader->diag);
	if (ok && english)
		ok = wording_match(phrase, *english, path, reader->diag);
	if (ok && (g_str_has_prefix(phrase.text, " ") || g_str_has_suffix(phrase.text, " ")))
		diag_warning(reader->diag, phrase.place, "space", "%s: a space at the %s", path,
		    phrase.text[0] == ' ' ? "beginning" : "end");
	reader->ok &= ok;
	entry = (struct entry){ path, phrase };
	g_array_append_val(reader->entries, entry);
}

/* Gathers what a table has checked, in the table's order. */
static void add_texts(struct reader *reader, const struct node *map, const struct field *fields)
{
	for (; fields->key; fields++) {
		const struct node *node = node_find(map, fields->key);

		if (fields->type == FIELD_PHRASE && node && node->kind == NODE_TEXT && *node->text)
			add_text(reader, node);
	}
}

/* A map of texts by a table; what is right in it is gathered even when something is wrong. */
static void read_map(struct reader *reader, const struct node *map, const struct field *fields)
{
	struct text_rows rows;

	if (!schema_fill(map, fields, &rows, reader->diag))
		reader->ok = false;
	if (map->kind == NODE_MAP)
		add_texts(reader, map, fields);
}

static void limit_check(struct reader *reader, const struct node *map, const char *key, long limit)
{
	const struct node *node = map->kind == NODE_MAP ? node_find(map, key) : NULL;
	long length;

	/* Only the English: layouts were drawn for it. */
	if (reader->reference || !node || node->kind != NODE_TEXT)
		return;
	length = g_utf8_strlen(node->text, -1);
	if (length <= limit)
		return;
	diag_error(reader->diag, node->place, "too-long", "%s: %ld characters; %ld at most",
	    node_path(reader->arena, node), length, limit);
	diag_help(reader->diag, "shorten it by %ld characters", length - limit);
	reader->ok = false;
}

static size_t reference_count(const struct edition *reference, const char *prefix)
{
	size_t count = 0;

	for (size_t i = 0; i < reference->n_entries; i++)
		count += g_str_has_prefix(reference->entries[i].path, prefix) ? 1 : 0;
	return count;
}

static void read_audiences(struct reader *reader, const struct node *list)
{
	if (!schema_expect(list, NODE_LIST, NULL, reader->diag)) {
		reader->ok = false;
		return;
	}
	for (const struct node *node = list->children; node; node = node->next) {
		struct phrase phrase;
		const struct field field = { .key = "",
			.type = FIELD_PHRASE,
			.help = "delete the item, or write the audience" };

		if (schema_value(node, &field, &phrase, reader->diag))
			add_text(reader, node);
		else
			reader->ok = false;
	}
	if (reader->reference) {
		const size_t count = reference_count(reader->reference, "guide.audiences.");

		if (list->count != count) {
			diag_error(reader->diag, list->key.place, "missing",
			    "guide.audiences: the English has %zu items, this list %zu", count,
			    list->count);
			reader->ok = false;
		}
	}
}

static void read_section(struct reader *reader, const struct node *section)
{
	struct edition *edition = reader->edition;

	edition->sections[edition->n_sections++] = section->key;
	read_map(reader, section, section_fields);
	limit_check(reader, section, "short", SHORT_LIMIT);
}

static const struct phrase *section_find(const struct edition *edition, const char *name)
{
	for (size_t i = 0; i < edition->n_sections; i++) {
		if (strcmp(edition->sections[i].text, name) == 0)
			return &edition->sections[i];
	}
	return NULL;
}

/* Says which sections the English has not. */
static void unknown_sections(struct reader *reader, const struct node *map)
{
	const struct edition *reference = reader->reference;
	const char **known = ARENA_ARRAY(reader->arena, const char *, reference->n_sections + 1);

	for (size_t i = 0; i < reference->n_sections; i++)
		known[i] = reference->sections[i].text;
	for (const struct node *node = map->children; node; node = node->next) {
		if (section_find(reference, node->key.text))
			continue;
		schema_unknown(node->key.place, "section", node->key.text, known, reader->diag);
		reader->ok = false;
	}
}

/* A translation's sections, in the English order, which must be its own too: readers of both
 * compare them. */
static void read_translated(struct reader *reader, const struct node *map)
{
	const struct edition *reference = reader->reference;
	const struct node *expected = map->children;
	bool complete = true, ordered = true;

	for (size_t i = 0; i < reference->n_sections; i++) {
		const struct node *node = node_find(map, reference->sections[i].text);

		if (!node) {
			diag_error(reader->diag, map->key.place, "missing",
			    "guide.sections: \"%s\" is missing", reference->sections[i].text);
			diag_note(reader->diag, reference->sections[i].place,
			    "the English section");
			complete = false;
			continue;
		}
		if (complete && ordered && node != expected &&
		    map->count == reference->n_sections) {
			diag_error(reader->diag, expected->key.place, "order",
			    "guide.sections: \"%s\" stands where the English has \"%s\"",
			    expected->key.text, node->key.text);
			diag_help(reader->diag, "keep the sections in the order of the English");
			ordered = false;
		}
		read_section(reader, node);
		expected = expected ? expected->next : NULL;
	}
	reader->ok &= complete && ordered;
	unknown_sections(reader, map);
}

static void read_sections(struct reader *reader, const struct node *map)
{
	struct edition *edition = reader->edition;

	if (!schema_expect(map, NODE_MAP, NULL, reader->diag)) {
		reader->ok = false;
		return;
	}
	edition->sections = ARENA_ARRAY(reader->arena, struct phrase,
	    reader->reference ? reader->reference->n_sections : map->count);
	if (reader->reference) {
		read_translated(reader, map);
		return;
	}
	for (const struct node *node = map->children; node; node = node->next)
		read_section(reader, node);
}

static void read_guide(struct reader *reader, const struct node *guide)
{
	const struct node *node;

	read_map(reader, guide, guide_fields);
	if (guide->kind != NODE_MAP)
		return;
	if ((node = node_find(guide, "audiences")))
		read_audiences(reader, node);
	if ((node = node_find(guide, "sections")))
		read_sections(reader, node);
	if ((node = node_find(guide, "report"))) {
		read_map(reader, node, report_fields);
		limit_check(reader, node, "short", REPORT_SHORT_LIMIT);
	}
}

/* Other tools for translators read plain block style only. */
static bool block_style(const struct node *node, struct diag *diag)
{
	bool ok = true;

	if (node->flow) {
		diag_error(diag, node->place, "flow", "%s written in brackets",
		    node_kind_name(node->kind));
		diag_help(diag,
		    "write each item on a line of its own; "
		    "a text that begins with { or [ must stand in "
		    "\"quotes\"");
		return false;
	}
	for (const struct node *child = node->children; child; child = child->next)
		ok &= block_style(child, diag);
	return ok;
}

/* What the English may leave out, a translation may leave out only with it. */
static void read_labels(struct reader *reader, const struct node *labels)
{
	const struct edition *reference = reader->reference;

	read_map(reader, labels, label_fields);
	if (!reference || labels->kind != NODE_MAP)
		return;
	for (const struct field *field = label_fields; field->key; field++) {
		const char *path = arena_printf(reader->arena, "labels.%s", field->key);
		const struct phrase *english = edition_find(reference, path);
		const struct node *node = node_find(labels, field->key);

		if (field->need == FIELD_REQUIRED || !english == !node)
			continue;
		diag_error(reader->diag, node ? node->key.place : labels->key.place,
		    english ? "missing" : "unknown", "%s %s", path,
		    english ? "is missing" : "is not in the English");
		if (english)
			diag_note(reader->diag, english->place, "the English");
		reader->ok = false;
	}
}

static bool read_root(struct reader *reader, const struct node *root)
{
	struct root_row row = { 0 };
	bool flat = block_style(root, reader->diag);

	reader->ok = schema_fill(root, root_fields, &row, reader->diag) && flat;
	if (row.guide)
		read_guide(reader, row.guide);
	if (row.labels)
		read_labels(reader, row.labels);
	return reader->ok;
}

static int compare_places(const void *a, const void *b)
{
	const struct place *p = &((const struct entry *)a)->phrase.place,
			   *q = &((const struct entry *)b)->phrase.place;

	if (p->line != q->line)
		return p->line < q->line ? -1 : 1;
	return p->column < q->column ? -1 : p->column > q->column;
}

/* The English in its file's order; a translation in the English order, whatever its own. */
static void order_entries(struct reader *reader)
{
	struct edition *edition = reader->edition;
	const struct edition *reference = reader->reference;
	struct entry *ordered;

	edition->n_entries = reader->entries->len;
	edition->entries = arena_copy(reader->arena, reader->entries->data, edition->n_entries,
	    sizeof(struct entry));
	if (edition->n_entries == 0)
		return;
	if (!reference) {
		qsort(edition->entries, edition->n_entries, sizeof(struct entry), compare_places);
		return;
	}
	ordered = ARENA_ARRAY(reader->arena, struct entry, reference->n_entries);
	for (size_t i = 0; i < reference->n_entries; i++) {
		const char *path = reference->entries[i].path;

		ordered[i] = (struct entry){ path, *edition_find(edition, path) };
	}
	edition->entries = ordered;
	edition->n_entries = reference->n_entries;
}

static bool read_status(struct reader *reader, const char *dir)
{
	struct edition *edition = reader->edition;
	const char *path = arena_printf(reader->arena, "%s/status/%s.yaml", dir, edition->tag);
	struct source *source;

	if (!status_load(reader->arena, path, &edition->status, reader->diag))
		return false;
	if (!reader->reference) {
		edition->status.state = STATE_REFERENCE;
		return true;
	}
	if (edition->status.state != STATE_REFERENCE)
		return true;
	source = ARENA_NEW(reader->arena, struct source);
	source->path = path;
	diag_error(reader->diag, (struct place){ source, 0, 0 }, "state",
	    "only the English is the reference");
	diag_help(reader->diag, "a translation is untranslated, draft or reviewed");
	return false;
}

static const struct language *read_language(struct reader *reader, const struct typography *type)
{
	const struct edition *edition = reader->edition;
	const struct language *language = type_language(type, edition->tag);
	const char **known;

	if (language)
		return language;
	known = ARENA_ARRAY(reader->arena, const char *, type->n_languages + 1);
	for (size_t i = 0; i < type->n_languages; i++)
		known[i] = type->languages[i].tag;
	schema_unknown((struct place){ edition->source, 0, 0 }, "language", edition->tag, known,
	    reader->diag);
	diag_help(reader->diag,
	    "a file is named after its language; layouts/type.yaml lists the languages");
	return NULL;
}

/* No such file is the caller's mistake, so it says which editions there are. */
static void unknown_edition(struct arena *arena, const char *dir, const char *tag,
    struct diag *diag)
{
	char **tags = edition_list(arena, dir), *known;
	const char *nearest = diag_nearest(tag, (const char *const *)tags);

	diag_failure(diag, dir, "there is no edition \"%s\"", tag);
	if (nearest) {
		diag_help(diag, "did you mean \"%s\"?", nearest);
	} else if (*tags) {
		known = g_strjoinv(", ", tags);
		diag_help(diag, "known: %s", known);
		g_free(known);
	}
}

const struct edition *edition_load(struct arena *arena, const char *dir, const char *tag,
    const struct typography *type, const struct edition *reference, struct diag *diag)
{
	const char *path = arena_printf(arena, "%s/%s.yaml", dir, tag);
	struct edition *edition = ARENA_NEW(arena, struct edition);
	struct reader reader = { .arena = arena,
		.edition = edition,
		.reference = reference,
		.diag = diag };
	const struct node *root;
	bool ok;

	if (strchr(tag, '/') || !g_file_test(path, G_FILE_TEST_EXISTS)) {
		unknown_edition(arena, dir, tag, diag);
		return NULL;
	}
	root = node_load(arena, path, diag);
	if (!root)
		return NULL;
	edition->tag = arena_strdup(arena, tag);
	edition->source = root->place.source;
	edition->language = read_language(&reader, type);
	reader.entries = g_array_new(FALSE, TRUE, sizeof(struct entry));
	ok = read_root(&reader, root);
	ok &= read_status(&reader, dir);
	if (ok)
		order_entries(&reader);
	g_array_free(reader.entries, TRUE);
	return ok && edition->language ? edition : NULL;
}

const struct phrase *edition_find(const struct edition *edition, const char *path)
{
	for (size_t i = 0; i < edition->n_entries; i++) {
		if (strcmp(edition->entries[i].path, path) == 0)
			return &edition->entries[i].phrase;
	}
	return NULL;
}

char **edition_list(struct arena *arena, const char *dir)
{
	char **tags = file_list(arena, dir, ".yaml");

	for (char **tag = tags; *tag; tag++)
		(*tag)[strlen(*tag) - strlen(".yaml")] = '\0';
	for (char **tag = tags; *tag; tag++) {
		char *english = *tag;

		if (strcmp(english, "en") != 0)
			continue;
		memmove(tags + 1, tags, (size_t)(tag - tags) * sizeof(*tags));
		tags[0] = english;
		break;
	}
	return tags;
}

char *edition_hash(struct arena *arena, const char *text)
{
	char *normal = g_utf8_normalize(text, -1, G_NORMALIZE_NFC);
	char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, normal ? normal : text, -1);
	char *hash = arena_strndup(arena, sum, HASH_DIGITS);

	g_free(sum);
	g_free(normal);
	return hash;
}
