/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compose/art.h"

#include "base/file.h"
#include "compose/sheet.h"
#include "read/schema.h"

#include <string.h>

enum { ART_LIMIT = 256 * 1024 };

struct reading {
	struct arena *arena;
	const struct source *source;
	struct art *art;
	struct diag *diag;
	GByteArray *verbs;
	GArray *coords;
	bool failed;
};

static struct place reading_place(const struct reading *reading, GMarkupParseContext *context)
{
	int line = 1, column = 1;

	g_markup_parse_context_get_position(context, &line, &column);
	return (struct place){ reading->source, (unsigned)MAX(line, 1), (unsigned)MAX(column, 1) };
}

static void refuse(struct reading *reading, struct place place, const char *what, const char *word)
{
	diag_error(reading->diag, place, "bad-art", "%s \"%s\" is not allowed in art", what, word);
	diag_help(reading->diag,
	    "keep to <path> elements with absolute M, L, C and Z, filled with currentColor; "
	    "no references to files or the network, no styles, no strokes");
	reading->failed = true;
}

/* Numbers of one command; a command letter is followed by as many as it likes of its count. */
static bool path_parse(struct reading *reading, const char *text, struct place place)
{
	char verb = 0;

	for (;;) {
		static const int counts[] = { ['M'] = 2, ['L'] = 2, ['C'] = 6 };
		int count;

		text += strspn(text, " ,\t\r\n");
		if (!*text)
			return true;
		if (strchr("MLCZ", *text)) {
			uint8_t code = *text == 'M' ? PATH_MOVE
			    : *text == 'L'	    ? PATH_LINE
			    : *text == 'C'	    ? PATH_CURVE
						    : PATH_CLOSE;

			verb = *text++;
			if (verb == 'Z') {
				g_byte_array_append(reading->verbs, &code, 1);
				continue;
			}
		} else if (verb != 'L' && verb != 'C') {
			refuse(reading, place, "path command",
			    arena_strndup(reading->arena, text, 1));
			return false;
		}
		count = counts[(int)verb];
		g_byte_array_append(reading->verbs,
		    (const uint8_t[]){ verb == 'M' ? PATH_MOVE
			    : verb == 'L'	   ? PATH_LINE
						   : PATH_CURVE },
		    1);
		for (int i = 0; i < count; i++) {
			char *end;
			double value;

			text += strspn(text, " ,\t\r\n");
			value = g_ascii_strtod(text, &end);
			if (end == text || !(value > -1e5 && value < 1e5)) {
				refuse(reading, place, "path data",
				    arena_strndup(reading->arena, text, MIN(strlen(text), 12)));
				return false;
			}
			g_array_append_val(reading->coords, value);
			text = end;
		}
	}
}

static void svg_attribute(struct reading *reading, const char *name, const char *value,
    struct place place)
{
	double box[4] = { 0 };
	const char *text = value;

	if (strcmp(name, "viewBox") != 0) {
		if (strcmp(name, "xmlns") != 0 && strcmp(name, "fill") != 0)
			refuse(reading, place, "attribute", name);
		else if (strcmp(name, "fill") == 0 && strcmp(value, "currentColor") != 0)
			refuse(reading, place, "fill", value);
		return;
	}
	for (int i = 0; i < 4; i++) {
		char *end;

		box[i] = g_ascii_strtod(text, &end);
		text = end;
	}
	if (box[0] != 0 || box[1] != 0 || box[2] <= 0 || box[2] != box[3])
		refuse(reading, place, "viewBox", value);
	else
		reading->art->side = box[2];
}

static void element_start(GMarkupParseContext *context, const char *element, const char **names,
    const char **values, void *user, GError **error)
{
	struct reading *reading = user;
	struct place place = reading_place(reading, context);
	bool svg = strcmp(element, "svg") == 0, path = strcmp(element, "path") == 0;

	(void)error;
	if (!svg && !path && strcmp(element, "title") != 0) {
		refuse(reading, place, "element", element);
		return;
	}
	for (; *names; names++, values++) {
		if (svg)
			svg_attribute(reading, *names, *values, place);
		else if (path && strcmp(*names, "d") == 0)
			path_parse(reading, *values, place);
		else
			refuse(reading, place, "attribute", *names);
	}
}

static void element_other(GMarkupParseContext *context, const char *text, gsize length, void *user,
    GError **error)
{
	struct reading *reading = user;

	(void)error;
	if (g_str_has_prefix(text, "<!--"))
		return;
	refuse(reading, reading_place(reading, context), "passage",
	    arena_strndup(reading->arena, text, MIN(length, 20)));
}

bool art_parse(struct arena *arena, const struct source *source, struct art *art, struct diag *diag)
{
	static const GMarkupParser parser = { .start_element = element_start,
		.passthrough = element_other };
	struct reading reading = { arena, source, art, diag, g_byte_array_new(),
		g_array_new(FALSE, FALSE, sizeof(double)), false };
	GMarkupParseContext *context = g_markup_parse_context_new(&parser, 0, &reading, NULL);
	GError *error = NULL;

	if (!g_markup_parse_context_parse(context, source->text, (gssize)source->length, &error) ||
	    !g_markup_parse_context_end_parse(context, &error)) {
		diag_error(diag, reading_place(&reading, context), "bad-art", "not well-formed: %s",
		    error->message);
		g_error_free(error);
		reading.failed = true;
	}
	if (!reading.failed && (art->side <= 0 || reading.verbs->len == 0)) {
		diag_error(diag, (struct place){ source, 1, 1 }, "bad-art",
		    "no square viewBox, or no path");
		reading.failed = true;
	}
	for (guint i = 0; !reading.failed && i < reading.coords->len; i++) {
		double value = g_array_index(reading.coords, double, i);

		if (value >= -art->side && value <= 2 * art->side)
			continue;
		diag_error(diag, (struct place){ source, 1, 1 }, "bad-art",
		    "a point stands more than its own size outside the viewBox");
		reading.failed = true;
	}
	art->verbs = arena_copy(arena, reading.verbs->data, reading.verbs->len, 1);
	art->n_verbs = reading.verbs->len;
	art->coords = arena_copy(arena, reading.coords->data, reading.coords->len, sizeof(double));
	g_markup_parse_context_free(context);
	g_byte_array_free(reading.verbs, TRUE);
	g_array_free(reading.coords, TRUE);
	return !reading.failed;
}

static bool art_load(struct arena *arena, const char *folder, const struct node *node,
    struct art *art, struct diag *diag)
{
	struct {
		struct phrase file;
		bool mirror;
	} row = { { NULL, { NULL, 0, 0 } }, false };
	static const struct field fields[] = {
		{ "file", FIELD_PHRASE, FIELD_REQUIRED, 0, 0, 0, NULL, NULL, "a file in art/" },
		{ "mirror", FIELD_BOOL, FIELD_REQUIRED, sizeof(struct phrase), 0, 0, NULL, NULL,
		    "flipped in right-to-left editions" },
		{ 0 },
	};
	const struct source *source;

	if (!schema_fill(node, fields, &row, diag))
		return false;
	if (strchr(row.file.text, '/') || !g_str_has_suffix(row.file.text, ".svg")) {
		diag_error(diag, row.file.place, "bad-art",
		    "\"%s\" is not the name of an .svg file in art/", row.file.text);
		return false;
	}
	source = file_load(arena, arena_printf(arena, "%s/art/%s", folder, row.file.text),
	    ART_LIMIT, diag);
	art->name = node->key.text;
	art->mirror = row.mirror;
	return source && art_parse(arena, source, art, diag);
}

const struct gallery *gallery_load(struct arena *arena, const char *folder, struct diag *diag)
{
	const struct node *root =
	    node_load(arena, arena_printf(arena, "%s/art.yaml", folder), diag);
	struct gallery *gallery = ARENA_NEW(arena, struct gallery);
	bool fine = root && schema_expect(root, NODE_MAP, "a map of pictograms", diag);

	if (!fine)
		return NULL;
	gallery->arts = ARENA_ARRAY(arena, struct art, root->count + 1);
	for (const struct node *child = root->children; child; child = child->next)
		fine &= art_load(arena, folder, child, &gallery->arts[gallery->count++], diag);
	return fine ? gallery : NULL;
}

const struct art *gallery_find(const struct gallery *gallery, const char *name)
{
	for (size_t i = 0; i < gallery->count; i++)
		if (strcmp(gallery->arts[i].name, name) == 0)
			return &gallery->arts[i];
	return NULL;
}
