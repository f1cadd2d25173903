/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preflight/packet.h"

#include <string.h>

#define RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
#define XML "http://www.w3.org/XML/1998/namespace"

enum { DEPTH_MOST = 64, PROPERTIES_MOST = 20000 };

struct binding {
	int depth;
	char *prefix, *space;
};

struct parsing {
	struct arena *arena;
	struct packet *packet;
	GArray *bindings;
	int depth;
	int description;	  /* depth of rdf:Description, 0 outside */
	struct property property; /* the one that is open */
	bool open;
	const char *language;
	GString *text;
	bool kept; /* the open property has given a value */
};

static const char *space_of(const struct parsing *parsing, const char *prefix)
{
	if (strcmp(prefix, "xml") == 0)
		return XML;
	for (guint i = parsing->bindings->len; i > 0; i--) {
		const struct binding *binding =
		    &g_array_index(parsing->bindings, struct binding, i - 1);
		if (strcmp(binding->prefix, prefix) == 0)
			return binding->space;
	}
	return "";
}

static void bind(struct parsing *parsing, const char *name, const char *space)
{
	if (strcmp(name, "xmlns") != 0 && !g_str_has_prefix(name, "xmlns:"))
		return;
	struct binding binding = {
		parsing->depth,
		g_strdup(name[5] ? name + 6 : ""),
		arena_strdup(parsing->arena, space),
	};
	g_array_append_val(parsing->bindings, binding);
}

static void split(struct parsing *parsing, const char *qualified, struct property *property)
{
	const char *colon = strchr(qualified, ':');
	property->prefix =
	    colon ? arena_strndup(parsing->arena, qualified, (size_t)(colon - qualified)) : "";
	property->name = arena_strdup(parsing->arena, colon ? colon + 1 : qualified);
	property->space = space_of(parsing, property->prefix);
}

static bool is_rdf(const struct property *property, const char *name)
{
	return strcmp(property->space, RDF) == 0 && strcmp(property->name, name) == 0;
}

static void keep(struct parsing *parsing, struct property property, const char *value)
{
	if (parsing->packet->properties->len >= PROPERTIES_MOST)
		return;
	char *copy = arena_strdup(parsing->arena, value);
	property.value = g_strstrip(copy);
	g_array_append_val(parsing->packet->properties, property);
}

static void read_attributes(struct parsing *parsing, const char **names, const char **values)
{
	for (size_t i = 0; names[i]; i++) {
		struct property property = { .value = "" };
		split(parsing, names[i], &property);
		if (strcmp(property.space, XML) == 0 && strcmp(property.name, "lang") == 0)
			parsing->language = arena_strdup(parsing->arena, values[i]);
		else if (parsing->description == parsing->depth && property.prefix[0] &&
		    strcmp(property.prefix, "xmlns") != 0 && strcmp(property.space, RDF) != 0)
			keep(parsing, property, values[i]);
	}
}

static void start_element(GMarkupParseContext *context, const char *name, const char **names,
    const char **values, gpointer data, GError **error)
{
	(void)context;
	struct parsing *parsing = data;
	struct property property = { .value = "" };
	if (++parsing->depth > DEPTH_MOST) {
		g_set_error_literal(error, G_MARKUP_ERROR, G_MARKUP_ERROR_PARSE,
		    "nested too deeply");
		return;
	}
	for (size_t i = 0; names[i]; i++)
		bind(parsing, names[i], values[i]);
	split(parsing, name, &property);
	if (is_rdf(&property, "Description") && !parsing->description)
		parsing->description = parsing->depth;
	parsing->language = NULL;
	if (parsing->description && parsing->depth == parsing->description + 1) {
		parsing->property = property;
		parsing->open = true;
		parsing->kept = false;
	}
	g_string_truncate(parsing->text, 0);
	read_attributes(parsing, names, values);
}

static void end_element(GMarkupParseContext *context, const char *name, gpointer data,
    GError **error)
{
	(void)context;
	(void)error;
	struct parsing *parsing = data;
	struct property property = { .value = "" };
	split(parsing, name, &property);
	if (parsing->open && is_rdf(&property, "li") &&
	    parsing->depth == parsing->description + 3) {
		struct property item = parsing->property;
		item.language = parsing->language;
		keep(parsing, item, parsing->text->str);
		parsing->kept = true;
	}
	if (parsing->open && parsing->depth == parsing->description + 1) {
		if (!parsing->kept)
			keep(parsing, parsing->property, parsing->text->str);
		parsing->open = false;
	}
	if (parsing->depth == parsing->description)
		parsing->description = 0;
	g_string_truncate(parsing->text, 0);
	while (parsing->bindings->len) {
		struct binding *last =
		    &g_array_index(parsing->bindings, struct binding, parsing->bindings->len - 1);
		if (last->depth < parsing->depth)
			break;
		g_free(last->prefix);
		g_array_set_size(parsing->bindings, parsing->bindings->len - 1);
	}
	parsing->depth--;
}

static void add_text(GMarkupParseContext *context, const char *text, gsize length, gpointer data,
    GError **error)
{
	(void)context;
	(void)error;
	struct parsing *parsing = data;
	g_string_append_len(parsing->text, text, (gssize)length);
}

/* UTF-16 with a mark is allowed. What follows the last element, padding and NULs, is not XML's. */
static char *packet_text(GBytes *bytes, gsize *length)
{
	gsize size;
	const char *data = g_bytes_get_data(bytes, &size);
	if (size >= 2 && (unsigned char)data[0] + (unsigned char)data[1] == 0xfe + 0xff)
		return g_convert(data, (gssize)size, "UTF-8", "UTF-16", NULL, length, NULL);
	if (size >= 3 && memcmp(data, "\357\273\277", 3) == 0) {
		data += 3;
		size -= 3;
	}
	while (size && (data[size - 1] == '\0' || g_ascii_isspace(data[size - 1])))
		size--;
	*length = size;
	return g_strndup(data ? data : "", size);
}

struct packet *packet_parse(struct arena *arena, GBytes *bytes)
{
	static const GMarkupParser parser = {
		.start_element = start_element,
		.end_element = end_element,
		.text = add_text,
	};
	struct packet *packet = ARENA_NEW(arena, struct packet);
	struct parsing parsing = { .arena = arena, .packet = packet, .text = g_string_new(NULL) };
	GError *error = NULL;
	gsize length = 0;
	g_autofree char *text = packet_text(bytes, &length);
	packet->properties = arena_array(arena, sizeof(struct property));
	parsing.bindings = g_array_new(FALSE, FALSE, sizeof(struct binding));
	packet->wrapped = text && g_strstr_len(text, (gssize)length, "<?xpacket begin=");
	GMarkupParseContext *context =
	    g_markup_parse_context_new(&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, &parsing, NULL);
	if (!text || !g_markup_parse_context_parse(context, text, (gssize)length, &error) ||
	    !g_markup_parse_context_end_parse(context, &error))
		packet->broken = arena_strdup(arena, error ? error->message : "it is not text");
	g_clear_error(&error);
	g_markup_parse_context_free(context);
	for (guint i = 0; i < parsing.bindings->len; i++)
		g_free(g_array_index(parsing.bindings, struct binding, i).prefix);
	g_array_free(parsing.bindings, TRUE);
	g_string_free(parsing.text, TRUE);
	return packet;
}

const struct property *packet_find(const struct packet *packet, const char *space, const char *name)
{
	for (guint i = 0; packet && i < packet->properties->len; i++) {
		const struct property *property =
		    &g_array_index(packet->properties, struct property, i);
		if (strcmp(property->space, space) == 0 && strcmp(property->name, name) == 0)
			return property;
	}
	return NULL;
}

const char *packet_value(const struct packet *packet, const char *space, const char *name)
{
	const struct property *property = packet_find(packet, space, name);
	return property && property->value[0] ? property->value : NULL;
}
