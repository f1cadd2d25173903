/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "press/intent.h"

#include <glib.h>
#include <string.h>

#include "base/file.h"
#include "pdf/deflate.h"
#include "pdf/icc.h"
#include "read/node.h"
#include "read/schema.h"

enum { LARGEST = 16 * 1024 * 1024, CONDITION_LONGEST = 128 };

enum space { SPACE_CMYK, SPACE_RGB };

static const char *const space_words[] = { "CMYK", "RGB", NULL };
static const char *const use_words[] = { "inch", "metric", "screen", "none", NULL };

/* A row as it is written. */
struct row {
	const char *file;
	int space, use;
	const char *condition, *info, *registry;
};

static const struct field row_fields[] = {
	{ .key = "file",
	    .type = FIELD_TEXT,
	    .need = FIELD_REQUIRED,
	    .offset = offsetof(struct row, file),
	    .help = "the ICC profile in this folder" },
	{ .key = "space",
	    .type = FIELD_CHOICE,
	    .need = FIELD_REQUIRED,
	    .offset = offsetof(struct row, space),
	    .choices = space_words,
	    .help = "CMYK for print, RGB for screens" },
	{ .key = "condition",
	    .type = FIELD_TEXT,
	    .need = FIELD_REQUIRED,
	    .offset = offsetof(struct row, condition),
	    .help = "the name that a print shop knows it by" },
	{ .key = "info",
	    .type = FIELD_TEXT,
	    .need = FIELD_REQUIRED,
	    .offset = offsetof(struct row, info),
	    .help = "the same in words" },
	{ .key = "registry",
	    .type = FIELD_TEXT,
	    .offset = offsetof(struct row, registry),
	    .help = "whose name the condition is; left out when nobody's" },
	{ .key = "default",
	    .type = FIELD_CHOICE,
	    .offset = offsetof(struct row, use),
	    .choices = use_words,
	    .fallback = "none",
	    .help = "what takes it unless told otherwise" },
	{ 0 },
};

/* Names in the registry of characterization data at www.color.org. */
static const char *const registered[] = {
	"FOGRA27",
	"FOGRA28",
	"FOGRA29",
	"FOGRA30",
	"FOGRA39",
	"FOGRA40",
	"FOGRA41",
	"FOGRA42",
	"FOGRA43",
	"FOGRA44",
	"FOGRA45",
	"FOGRA46",
	"FOGRA47",
	"FOGRA51",
	"FOGRA52",
	"CGATS TR 001",
	"CGATS TR 002",
	"CGATS TR 003",
	"CGATS TR 005",
	"CGATS TR 006",
	"CGATS21-2-CRPC1",
	"CGATS21-2-CRPC2",
	"CGATS21-2-CRPC3",
	"CGATS21-2-CRPC4",
	"CGATS21-2-CRPC5",
	"CGATS21-2-CRPC6",
	"CGATS21-2-CRPC7",
	"JC200103",
	"JC200104",
	"JCN2002",
	"JCW2003",
	NULL,
};

/* What keeps a profile from being an intent of that class and space, or NULL. */
static const char *profile_fault(GBytes *profile, bool cmyk)
{
	struct icc icc = icc_read(profile);
	if (!icc.sound)
		return icc.wrong;
	if (icc.major != 2 && icc.major != 4)
		return "it is of an ICC version that PDF 1.6 has not: 2 and 4 are known";
	if (strcmp(icc.class, cmyk ? "prtr" : "mntr") != 0)
		return cmyk ? "it is not an output profile (class prtr)"
			    : "it is not a display profile (class mntr)";
	if (strcmp(icc.space, cmyk ? "CMYK" : "RGB ") != 0)
		return cmyk ? "it is not a profile of CMYK" : "it is not a profile of RGB";
	return NULL;
}

/* A name as shops write them: a line of text that says something. */
static const char *condition_fault(const char *condition)
{
	bool says = false;
	if (!g_utf8_validate(condition, -1, NULL))
		return "is not UTF-8";
	if (g_utf8_strlen(condition, -1) > CONDITION_LONGEST)
		return "is too long";
	for (const char *at = condition; *at; at = g_utf8_next_char(at)) {
		if (!g_unichar_isprint(g_utf8_get_char(at)))
			return "has a character that cannot be seen";
		says = says || !g_unichar_isspace(g_utf8_get_char(at));
	}
	return says ? NULL : "is empty";
}

static const struct intent *intent_read(struct arena *arena, const char *path,
    const struct row *row, struct diag *diag)
{
	GBytes *bytes = file_load_bytes(path, LARGEST, diag);
	if (!bytes)
		return NULL;
	gsize length;
	const void *data = g_bytes_get_data(bytes, &length);
	bool cmyk = row->space == SPACE_CMYK;
	const char *fault = profile_fault(bytes, cmyk);
	if (fault) {
		diag_failure(diag, path, "not a profile to print with: %s", fault);
		g_bytes_unref(bytes);
		return NULL;
	}
	GByteArray *deflated = deflate_bytes(data, length, DEFLATE_SMALL);
	g_bytes_unref(bytes);
	struct intent *intent = ARENA_NEW(arena, struct intent);
	intent->condition = arena_strdup(arena, row->condition);
	intent->info = arena_strdup(arena, row->info);
	intent->registry = row->registry ? arena_strdup(arena, row->registry) : NULL;
	intent->components = cmyk ? 4 : 3;
	intent->data = deflated->data;
	intent->length = deflated->len;
	arena_tie(arena, deflated, (void (*)(void *))g_byte_array_unref);
	return intent;
}

const struct intent *intent_load(struct arena *arena, const char *path, const char *condition,
    struct diag *diag)
{
	struct row row = { .space = SPACE_CMYK, .condition = condition, .info = condition };
	const char *fault = condition_fault(condition ? condition : "");
	if (fault) {
		diag_failure(diag, path, "the name of its printing condition %s", fault);
		return NULL;
	}
	if (g_strv_contains(registered, condition))
		row.registry = "http://www.color.org";
	return intent_read(arena, path, &row, diag);
}

/* A row that something takes by default is read at once; the others wait until they are asked for
 * by file. */
static bool row_load(struct arena *arena, const char *folder, const struct node *node,
    const struct intent *intents[INTENT_USES], struct diag *diag)
{
	struct row row = { 0 };
	if (!schema_fill(node, row_fields, &row, diag))
		return false;
	if (row.use == INTENT_USES)
		return true;
	if ((row.space == SPACE_RGB) != (row.use == INTENT_SCREEN)) {
		diag_error(diag, node->place, "profile-space", "%s: screens take RGB, formats CMYK",
		    node->key.text);
		return false;
	}
	if (intents[row.use]) {
		diag_error(diag, node->place, "profile-default",
		    "%s: there is a default for %s already", node->key.text, use_words[row.use]);
		return false;
	}
	g_autofree char *path = g_build_filename(folder, row.file, NULL);
	intents[row.use] = intent_read(arena, path, &row, diag);
	return intents[row.use] != NULL;
}

bool intents_load(struct arena *arena, const char *data, const struct intent *intents[INTENT_USES],
    struct diag *diag)
{
	g_autofree char *folder = g_build_filename(data, "layouts", "profiles", NULL);
	g_autofree char *path = g_build_filename(folder, "profiles.yaml", NULL);
	for (int use = 0; use < INTENT_USES; use++)
		intents[use] = NULL;
	const struct node *rows = node_load(arena, path, diag);
	if (!rows || !schema_expect(rows, NODE_MAP, "profiles", diag))
		return false;
	bool whole = true;
	for (const struct node *row = rows->children; row; row = row->next)
		whole &= row_load(arena, folder, row, intents, diag);
	for (int use = 0; whole && use < INTENT_USES; use++) {
		if (intents[use])
			continue;
		diag_error(diag, rows->place, "profile-default", "no profile is the default for %s",
		    use_words[use]);
		whole = false;
	}
	return whole;
}
