/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "read/schema.h"

#include <glib.h>
#include <stdarg.h>
#include <math.h>
#include <string.h>

enum { NUMBERS = 4 }; /* FIELD_NUMBERS fills at most double[4] */

/* The best name of a node in a message: its path, else what the caller calls it. */
static char *node_name(const struct node *node)
{
	struct arena *arena = arena_new();
	char *name = g_strdup(node_path(arena, node));

	arena_free(arena);
	return name;
}

static void __attribute__((format(printf, 5, 6))) refuse(const struct node *node,
    const struct field *field, const char *code, struct diag *diag, const char *format, ...)
{
	va_list args;
	char *name = node_name(node), *message;

	va_start(args, format);
	message = g_strdup_vprintf(format, args);
	va_end(args);
	diag_error(diag, node->place, code, "%s%s%s", name, *name ? ": " : "", message);
	if (field && field->help)
		diag_help(diag, "%s", field->help);
	g_free(message);
	g_free(name);
}

bool schema_expect(const struct node *node, enum node_kind kind, const char *what,
    struct diag *diag)
{
	char *name;

	if (node->kind == kind)
		return true;
	name = what ? g_strdup(what) : node_name(node);
	if (node->kind == NODE_TEXT && !*node->text)
		diag_error(diag, node->place, "empty", "%s: empty, but %s is needed", name,
		    node_kind_name(kind));
	else
		diag_error(diag, node->place, "kind", "%s: this is %s, but %s is needed", name,
		    node_kind_name(node->kind), node_kind_name(kind));
	g_free(name);
	return false;
}

void schema_unknown(struct place place, const char *what, const char *word,
    const char *const *known, struct diag *diag)
{
	const char *nearest = diag_nearest(word, known);

	diag_error(diag, place, "unknown", "unknown %s \"%s\"", what, word);
	if (nearest) {
		diag_help(diag, "did you mean \"%s\"?", nearest);
	} else if (known[0]) {
		char *all = g_strjoinv(", ", (char **)known);

		if (strlen(all) <= 200)
			diag_help(diag, "known: %s", all);
		g_free(all);
	}
}

/* Plain decimal notation only: no exponent, hexadecimal, infinity. */
static bool number_parse(const char *text, double *out)
{
	const char *p = text + (*text == '-');
	size_t digits = strspn(p, "0123456789");

	if (digits == 0 || strlen(p) > 20)
		return false;
	p += digits;
	if (*p == '.') {
		digits = strspn(++p, "0123456789");
		if (digits == 0)
			return false;
		p += digits;
	}
	if (*p)
		return false;
	*out = g_ascii_strtod(text, NULL);
	return true;
}

static bool within(const struct field *field, double value)
{
	const bool unlimited =
	    !(field->low < 0 || field->low > 0 || field->high < 0 || field->high > 0);

	return unlimited || (value >= field->low && value <= field->high);
}

static bool fill_number(const struct node *node, const struct field *field, char *member,
    struct diag *diag)
{
	double value;

	if (!number_parse(node->text, &value)) {
		refuse(node, field, "number", diag, "\"%s\" is not a number", node->text);
		return false;
	}
	if (!within(field, value)) {
		refuse(node, field, "range", diag, "%s is not between %g and %g", node->text,
		    field->low, field->high);
		return false;
	}
	if (field->type == FIELD_NUMBER) {
		memcpy(member, &value, sizeof(value));
	} else {
		int whole = (int)CLAMP(value, G_MININT, G_MAXINT);

		if (strchr(node->text, '.') || fabs(value - whole) > 0) {
			refuse(node, field, "number", diag, "%s is not a whole number", node->text);
			return false;
		}
		memcpy(member, &whole, sizeof(whole));
	}
	return true;
}

static bool fill_numbers(const struct node *node, const struct field *field, char *member,
    struct diag *diag)
{
	const size_t count = (size_t)field->high;
	double values[NUMBERS] = { 0 };
	size_t i = 0;

	g_assert(count <= NUMBERS);
	if (!schema_expect(node, NODE_LIST, NULL, diag))
		return false;
	if (node->count != count) {
		refuse(node, field, "count", diag, "%zu numbers are needed, not %zu", count,
		    node->count);
		return false;
	}
	for (const struct node *item = node->children; item; item = item->next) {
		if (!schema_expect(item, NODE_TEXT, NULL, diag))
			return false;
		if (!number_parse(item->text, &values[i]) || values[i] < 0 || values[i] > 100) {
			refuse(item, field, "number", diag, "\"%s\" is not a number from 0 to 100",
			    item->text);
			return false;
		}
		i++;
	}
	memcpy(member, values, count * sizeof(*values));
	return true;
}

static bool fill_choice(const struct node *node, const struct field *field, char *member,
    struct diag *diag)
{
	for (int i = 0; field->choices[i]; i++) {
		if (strcmp(field->choices[i], node->text) == 0) {
			memcpy(member, &i, sizeof(i));
			return true;
		}
	}
	schema_unknown(node->place, node->key.text ? node->key.text : "word", node->text,
	    field->choices, diag);
	return false;
}

static bool fill_text(const struct node *node, const struct field *field, char *member,
    struct diag *diag)
{
	struct length length;
	struct phrase phrase = node_phrase(node);
	bool yes;

	switch (field->type) {
	case FIELD_PHRASE:
		memcpy(member, &phrase, sizeof(phrase));
		return true;
	case FIELD_TEXT:
		memcpy(member, &node->text, sizeof(node->text));
		return true;
	case FIELD_NUMBER:
	case FIELD_INTEGER:
		return fill_number(node, field, member, diag);
	case FIELD_CHOICE:
		return fill_choice(node, field, member, diag);
	case FIELD_BOOL:
		yes = strcmp(node->text, "yes") == 0;
		if (!yes && strcmp(node->text, "no") != 0) {
			refuse(node, field, "bool", diag, "\"%s\" is neither yes nor no",
			    node->text);
			return false;
		}
		memcpy(member, &yes, sizeof(yes));
		return true;
	case FIELD_LENGTH:
		if (!length_parse(node->text, &length)) {
			refuse(node, field, "length", diag,
			    "\"%s\" is not a length (pt, mm, in, u, em or %%)", node->text);
			return false;
		}
		memcpy(member, &length, sizeof(length));
		return true;
	case FIELD_NODE:
	case FIELD_NUMBERS:
		break;
	}
	g_assert_not_reached();
}

bool schema_value(const struct node *node, const struct field *field, void *target,
    struct diag *diag)
{
	char *member = (char *)target + field->offset;

	if (field->type == FIELD_NODE) {
		memcpy(member, &node, sizeof(node));
		return true;
	}
	if (field->type == FIELD_NUMBERS)
		return fill_numbers(node, field, member, diag);
	if (!schema_expect(node, NODE_TEXT, NULL, diag))
		return false;
	if (node->text[strspn(node->text, " \n")] == '\0') {
		refuse(node, field, "empty", diag, "empty");
		return false;
	}
	return fill_text(node, field, member, diag);
}

static const struct field *field_find(const struct field *fields, const char *key)
{
	for (; fields->key; fields++) {
		if (strcmp(fields->key, key) == 0)
			return fields;
	}
	return NULL;
}

static void unknown_key(const struct node *node, const struct field *fields, struct diag *diag)
{
	GPtrArray *known = g_ptr_array_new();

	for (; fields->key; fields++)
		g_ptr_array_add(known, (void *)fields->key);
	g_ptr_array_add(known, NULL);
	schema_unknown(node->key.place, "key", node->key.text, (const char *const *)known->pdata,
	    diag);
	g_ptr_array_free(known, TRUE);
}

static void missing_key(const struct node *map, const struct field *field, struct diag *diag)
{
	char *name = node_name(map);
	const struct place place = map->key.text ? map->key.place : map->place;

	diag_error(diag, place, "missing", "%s%s\"%s\" is missing", name, *name ? ": " : "",
	    field->key);
	if (field->help)
		diag_help(diag, "%s", field->help);
	g_free(name);
}

bool schema_fill(const struct node *map, const struct field *fields, void *target,
    struct diag *diag)
{
	bool ok = true;

	if (!schema_expect(map, NODE_MAP, map->parent ? NULL : "the file", diag))
		return false;
	for (struct node *node = map->children; node; node = node->next) {
		const struct field *field = field_find(fields, node->key.text);

		node->used = true;
		if (!field) {
			unknown_key(node, fields, diag);
			ok = false;
		} else if (!schema_value(node, field, target, diag)) {
			ok = false;
		}
	}
	for (; fields->key; fields++) {
		const struct node given = { .kind = NODE_TEXT, .text = fields->fallback };

		if (node_find(map, fields->key))
			continue;
		if (fields->need == FIELD_REQUIRED) {
			missing_key(map, fields, diag);
			ok = false;
		} else if (fields->fallback) {
			ok &= schema_value(&given, fields, target, diag);
		}
	}
	return ok;
}
