/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "read/node.h"

#include <glib.h>
#include <stdarg.h>
#include <string.h>
#include <yaml.h>

#include "base/file.h"
#include "read/bytes.h"

/* A list or map that is not yet closed. */
struct level {
	struct node *node;
	struct node *last; /* its last child */
	struct phrase key; /* read, but its value not yet */
	GHashTable *keys;  /* of a map: text -> struct node * or, refused, NULL */
};

struct builder {
	struct arena *arena;
	const struct source *source;
	struct diag *diag;
	struct node *root;
	struct level levels[NODE_DEPTH_LIMIT];
	size_t depth;
	unsigned documents;
	unsigned errors;
};

/* What libyaml says of a frequent slip, and what to do about it. */
static const struct {
	const char *problem, *help;
} hints[] = {
	{ "mapping values are not allowed in this context",
	    "a text with a colon and a space in it must stand in \"quotes\"; "
	    "check the indentation too" },
	{ "could not find expected ':'",
	    "a key needs a colon and a space after it; a text of several lines must be indented" },
	{ "did not find expected key",
	    "check the indentation and the quotes here and above; "
	    "a text that begins with { [ \" ' * & ! | > % @ "
	    "must stand in \"quotes\"" },
	{ "did not find expected '-' indicator",
	    "each item of a list begins with \"- \", one under another" },
	{ "block sequence entries are not allowed in this context",
	    "a list begins on a new line; "
	    "a text that begins with \"- \" must stand in \"quotes\"" },
	{ "found character that cannot start any token",
	    "a text that begins with % @ or ` must stand in \"quotes\"" },
	{ "found unexpected end of stream", "a closing quote is missing" },
	{ "found unknown escape character", "write \\\\ for a backslash inside double quotes" },
	{ "did not find expected ',' or ']'",
	    "a text that begins with [ must stand in \"quotes\"" },
	{ "did not find expected ',' or '}'",
	    "a text that begins with { must stand in \"quotes\"" },
	{ "did not find expected alphabetic or numeric character",
	    "a text that begins with * & or ! must stand in \"quotes\"" },
};

static struct place mark_place(const struct builder *builder, yaml_mark_t mark)
{
	return (
	    struct place){ builder->source, (unsigned)mark.line + 1, (unsigned)mark.column + 1 };
}

static void __attribute__((format(printf, 4, 5))) refuse(struct builder *builder,
    struct place place, const char *code, const char *format, ...)
{
	va_list args;
	char *message;

	va_start(args, format);
	message = g_strdup_vprintf(format, args);
	va_end(args);
	diag_error(builder->diag, place, code, "%s", message);
	g_free(message);
	builder->errors++;
}

static void refuse_yaml(struct builder *builder, const yaml_parser_t *parser)
{
	const char *problem = parser->problem ? parser->problem : "out of memory";

	refuse(builder, mark_place(builder, parser->problem_mark), "yaml", "not valid YAML: %s",
	    problem);
	for (size_t i = 0; i < G_N_ELEMENTS(hints); i++) {
		if (strcmp(hints[i].problem, problem) == 0)
			diag_help(builder->diag, "%s", hints[i].help);
	}
	if (parser->context && parser->context_mark.line != parser->problem_mark.line)
		diag_note(builder->diag, mark_place(builder, parser->context_mark),
		    "%s that begins here", parser->context);
}

/* Puts a finished key or a new value into the innermost open node. */
static void place_node(struct builder *builder, struct node *node)
{
	struct level *level;

	if (builder->depth == 0) {
		builder->root = node;
		return;
	}
	level = &builder->levels[builder->depth - 1];
	node->parent = level->node;
	node->key = level->key;
	if (level->keys) {
		struct node *earlier = g_hash_table_lookup(level->keys, level->key.text);

		level->key = (struct phrase){ NULL, { NULL, 0, 0 } };
		if (earlier) {
			refuse(builder, node->key.place, "duplicate-key",
			    "\"%s\" stands here twice", node->key.text);
			diag_note(builder->diag, earlier->key.place, "it stands here already");
			diag_help(builder->diag, "keep one of them");
			return;
		}
		g_hash_table_insert(level->keys, (void *)node->key.text, node);
	}
	if (level->last)
		level->last->next = node;
	else
		level->node->children = node;
	level->last = node;
	level->node->count++;
}

/* True when the next scalar is a key. */
static bool wants_key(const struct builder *builder)
{
	const struct level *level;

	if (builder->depth == 0)
		return false;
	level = &builder->levels[builder->depth - 1];
	return level->keys && !level->key.text;
}

static bool check_properties(struct builder *builder, struct place place, const yaml_char_t *anchor,
    const yaml_char_t *tag)
{
	if (anchor) {
		refuse(builder, place, "anchor", "anchors (&%s) are not understood here",
		    (const char *)anchor);
		diag_help(builder->diag, "a text that begins with & must stand in \"quotes\"");
	}
	if (tag) {
		/* libyaml has written "!!" out. */
		const char *name = (const char *)tag;
		const bool standard = g_str_has_prefix(name, "tag:yaml.org,2002:");

		refuse(builder, place, "tag", "tags (%s%s) are not understood here",
		    standard ? "!!" : "", standard ? name + strlen("tag:yaml.org,2002:") : name);
		diag_help(builder->diag, "a text that begins with ! must stand in \"quotes\"");
	}
	return !anchor && !tag;
}

static bool add_scalar(struct builder *builder, const yaml_event_t *event)
{
	const struct place place = mark_place(builder, event->start_mark);
	const char *value = (const char *)event->data.scalar.value;
	const size_t length = event->data.scalar.length;
	char *text = arena_strndup(builder->arena, value, length);
	struct node *node;

	check_properties(builder, place, event->data.scalar.anchor, event->data.scalar.tag);
	if (strlen(text) != length)
		refuse(builder, place, "control-character", "a NUL character (\\0) in the text");
	if (wants_key(builder)) {
		if (!*text)
			refuse(builder, place, "empty-key", "a key is missing before the colon");
		builder->levels[builder->depth - 1].key = (struct phrase){ text, place };
		return true;
	}
	node = ARENA_NEW(builder->arena, struct node);
	node->kind = NODE_TEXT;
	node->place = place;
	node->text = text;
	place_node(builder, node);
	return true;
}

static bool open_level(struct builder *builder, const yaml_event_t *event, enum node_kind kind)
{
	const struct place place = mark_place(builder, event->start_mark);
	struct node *node;

	if (wants_key(builder)) {
		refuse(builder, place, "key", "a key must be a text, not %s", node_kind_name(kind));
		diag_help(builder->diag, "a text that begins with { or [ must stand in \"quotes\"");
		return false;
	}
	if (builder->depth == NODE_DEPTH_LIMIT) {
		refuse(builder, place, "nesting", "nested more than %d deep", NODE_DEPTH_LIMIT);
		diag_help(builder->diag,
		    "no file of handbill's needs more than ten; check the brackets");
		return false;
	}
	node = ARENA_NEW(builder->arena, struct node);
	node->kind = kind;
	node->place = place;
	if (kind == NODE_MAP) {
		check_properties(builder, place, event->data.mapping_start.anchor,
		    event->data.mapping_start.tag);
		node->flow = event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
	} else {
		check_properties(builder, place, event->data.sequence_start.anchor,
		    event->data.sequence_start.tag);
		node->flow = event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
	}
	place_node(builder, node);
	builder->levels[builder->depth++] = (struct level){
		.node = node,
		.keys = kind == NODE_MAP ? g_hash_table_new(g_str_hash, g_str_equal) : NULL,
	};
	return true;
}

static bool close_level(struct builder *builder)
{
	struct level *level = &builder->levels[--builder->depth];

	if (level->keys)
		g_hash_table_destroy(level->keys);
	return true;
}

static bool open_document(struct builder *builder, const yaml_event_t *event)
{
	if (++builder->documents == 1)
		return true;
	refuse(builder, mark_place(builder, event->start_mark), "second-document",
	    "a second document begins here; a file holds one");
	diag_help(builder->diag,
	    "remove the line \"---\", or move what follows to a file of its own");
	return false;
}

/* False: nothing after this event makes sense any more. */
static bool take_event(struct builder *builder, const yaml_event_t *event)
{
	switch (event->type) {
	case YAML_DOCUMENT_START_EVENT:
		return open_document(builder, event);
	case YAML_ALIAS_EVENT:
		refuse(builder, mark_place(builder, event->start_mark), "alias",
		    "aliases (*%s) are not understood here",
		    (const char *)event->data.alias.anchor);
		diag_help(builder->diag, "a text that begins with * must stand in \"quotes\"");
		return false;
	case YAML_SCALAR_EVENT:
		return add_scalar(builder, event);
	case YAML_SEQUENCE_START_EVENT:
		return open_level(builder, event, NODE_LIST);
	case YAML_MAPPING_START_EVENT:
		return open_level(builder, event, NODE_MAP);
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		return close_level(builder);
	case YAML_NO_EVENT:
	case YAML_STREAM_START_EVENT:
	case YAML_STREAM_END_EVENT:
	case YAML_DOCUMENT_END_EVENT:
		break;
	}
	return true;
}

static void read_events(struct builder *builder)
{
	const char *text = builder->source->text;
	size_t length = builder->source->length;
	yaml_parser_t parser;
	bool more = true;

	/* libyaml would count a byte order mark as the first line's first character. */
	if (length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
		text += 3;
		length -= 3;
	}
	if (!yaml_parser_initialize(&parser))
		g_error("out of memory");
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, (const unsigned char *)text, length);
	while (more) {
		yaml_event_t event;

		if (!yaml_parser_parse(&parser, &event)) {
			refuse_yaml(builder, &parser);
			break;
		}
		more = event.type != YAML_STREAM_END_EVENT && take_event(builder, &event);
		yaml_event_delete(&event);
	}
	while (builder->depth > 0)
		close_level(builder);
	yaml_parser_delete(&parser);
}

struct node *node_parse(struct arena *arena, const struct source *source, struct diag *diag)
{
	struct builder builder = { .arena = arena, .source = source, .diag = diag };
	const struct node *root;

	if (!bytes_check(source, diag))
		return NULL;
	read_events(&builder);
	root = builder.root;
	if (builder.errors == 0 && (!root || (root->kind == NODE_TEXT && !*root->text)))
		refuse(&builder, (struct place){ source, 0, 0 }, "empty", "the file is empty");
	return builder.errors == 0 ? builder.root : NULL;
}

struct node *node_load(struct arena *arena, const char *path, struct diag *diag)
{
	const struct source *source = file_load(arena, path, NODE_FILE_LIMIT, diag);

	return source ? node_parse(arena, source, diag) : NULL;
}

struct node *node_find(const struct node *map, const char *key)
{
	for (struct node *node = map->children; node; node = node->next) {
		if (node->key.text && strcmp(node->key.text, key) == 0)
			return node;
	}
	return NULL;
}

struct phrase node_phrase(const struct node *node)
{
	return (struct phrase){ node->text, node->place };
}

char *node_path(struct arena *arena, const struct node *node)
{
	const char *above;
	unsigned number = 1;

	if (!node->parent)
		return arena_strdup(arena, "");
	above = node_path(arena, node->parent);
	if (node->key.text)
		return arena_printf(arena, "%s%s%s", above, *above ? "." : "", node->key.text);
	for (const struct node *other = node->parent->children; other != node; other = other->next)
		number++;
	return arena_printf(arena, "%s%s%u", above, *above ? "." : "", number);
}

const char *node_kind_name(enum node_kind kind)
{
	switch (kind) {
	case NODE_TEXT:
		return "a text";
	case NODE_LIST:
		return "a list";
	case NODE_MAP:
		return "a map";
	}
	g_assert_not_reached();
}
