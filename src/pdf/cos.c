/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdf/cos.h"

#include <string.h>

#include "pdf/content.h"

/* A value. What an array or a dictionary holds stands in `slots`, side by side. */
struct node {
	enum pdf_type type;
	bool reference; /* to `number`; what stands in slots becomes what it refers to when asked */
	int number;	/* 0: direct */
	int generation;
	union {
		double real;
		bool truth;
		struct {
			const char *bytes; /* NUL-terminated; a name has its slash */
			size_t length;
		};
		struct {
			guint first, count;
		};
	};
};

struct slot {
	const char *key; /* NULL in an array */
	guint node;
};

struct cos {
	struct arena *arena;
	struct pdf *pdf;
	GArray *nodes;	     /* struct node; the first is null */
	GArray *slots;	     /* struct slot */
	GHashTable *objects; /* number and generation -> node */
	unsigned trailer;
	struct content content; /* what objects are read with */
	GString *syntax;
	GArray *open; /* struct slot: values whose brackets are still open */
};

enum { BRACKET = G_MAXUINT };

static void release_content(void *content)
{
	content_release(content);
}

static void release_string(void *string)
{
	g_string_free(string, TRUE);
}

static struct node *node_at(const struct cos *cos, guint index)
{
	return &g_array_index(cos->nodes, struct node, index);
}

static guint node_add(struct cos *cos, struct node node)
{
	g_array_append_val(cos->nodes, node);
	return cos->nodes->len - 1;
}

static void push(struct cos *cos, guint node)
{
	struct slot slot = { NULL, node };
	g_array_append_val(cos->open, slot);
}

static struct node token_node(struct cos *cos, const struct token *token)
{
	struct node node = { .type = PDF_NULL };
	const char *text = cos->content.text + token->start;
	switch (token->kind) {
	case TOKEN_NUMBER:
		node.type = memchr(text, '.', token->end - token->start) ? PDF_REAL : PDF_INTEGER;
		node.real = token->number;
		break;
	case TOKEN_STRING:
		node.type = PDF_STRING;
		node.bytes = arena_strndup(cos->arena, token->bytes, token->length);
		node.length = token->length;
		break;
	case TOKEN_NAME: {
		char *name = arena_alloc(cos->arena, token->length + 2);
		name[0] = '/';
		memcpy(name + 1, token->bytes, token->length);
		node.type = PDF_NAME;
		node.bytes = name;
		node.length = token->length + 1;
		break;
	}
	default:
		if (token->bytes[0] == 'n')
			break;
		node.type = PDF_BOOL;
		node.truth = token->bytes[0] == 't';
	}
	return node;
}

/* Where the values since the last open bracket start in `open`. */
static guint bracket_find(const struct cos *cos)
{
	guint at = cos->open->len;
	while (at > 0 && g_array_index(cos->open, struct slot, at - 1).node != BRACKET)
		at--;
	return at;
}

static void close_array(struct cos *cos)
{
	guint first = bracket_find(cos), count = cos->open->len - first;
	struct node node = { .type = PDF_ARRAY, .first = cos->slots->len, .count = count };
	g_array_append_vals(cos->slots, &g_array_index(cos->open, struct slot, first), count);
	g_array_set_size(cos->open, first ? first - 1 : 0);
	push(cos, node_add(cos, node));
}

static void close_dict(struct cos *cos)
{
	guint first = bracket_find(cos);
	struct node node = { .type = PDF_DICT, .first = cos->slots->len };
	for (guint i = first; i + 1 < cos->open->len; i += 2) {
		const struct node *key =
		    node_at(cos, g_array_index(cos->open, struct slot, i).node);
		struct slot slot = g_array_index(cos->open, struct slot, i + 1);
		if (key->type != PDF_NAME)
			continue;
		slot.key = key->bytes;
		g_array_append_val(cos->slots, slot);
	}
	node.count = cos->slots->len - node.first;
	g_array_set_size(cos->open, first ? first - 1 : 0);
	push(cos, node_add(cos, node));
}

/* N G R: the last two values become one. */
static void close_reference(struct cos *cos)
{
	guint len = cos->open->len;
	if (len < 2)
		return;
	guint at = g_array_index(cos->open, struct slot, len - 2).node,
	      generation = g_array_index(cos->open, struct slot, len - 1).node;
	if (at == BRACKET || generation == BRACKET)
		return;
	struct node *node = node_at(cos, at);
	double number = node->real;
	*node = (struct node){ .type = PDF_NULL, .reference = true };
	node->number = (int)CLAMP(number, 0, G_MAXINT);
	node->generation = (int)CLAMP(node_at(cos, generation)->real, 0, 65535);
	g_array_set_size(cos->open, len - 1);
}

static void take_token(struct cos *cos, const struct token *token)
{
	switch (token->kind) {
	case TOKEN_ARRAY:
	case TOKEN_DICT:
		push(cos, BRACKET);
		break;
	case TOKEN_ARRAY_END:
		close_array(cos);
		break;
	case TOKEN_DICT_END:
		close_dict(cos);
		break;
	default:
		push(cos, node_add(cos, token_node(cos, token)));
	}
}

/* One value as libqpdf writes it: its tokens are those of a content stream, in which the R of a
 * reference is an operator. */
static struct node parse(struct cos *cos, const char *syntax)
{
	struct operation operation;
	g_string_assign(cos->syntax, syntax);
	g_string_append(cos->syntax, " endobj");
	content_restart(&cos->content, cos->syntax->str, cos->syntax->len);
	g_array_set_size(cos->open, 0);
	while (content_next(&cos->content, &operation)) {
		for (size_t i = 0; i < operation.n_operands; i++)
			take_token(cos, &operation.operands[i]);
		if (operation_is(&operation, "R"))
			close_reference(cos);
	}
	guint node = cos->open->len ? g_array_index(cos->open, struct slot, 0).node : 0;
	return *node_at(cos, node == BRACKET ? 0 : node);
}

/* The node of an object, read when first asked for. */
static guint object_load(struct cos *cos, int number, int generation)
{
	gpointer key = GSIZE_TO_POINTER((gsize)number << 16 | (gsize)generation);
	guint known = GPOINTER_TO_UINT(g_hash_table_lookup(cos->objects, key));
	if (known)
		return known;
	/* Entered before it is read: an object that is a reference to itself is null. */
	struct node node = { .type = PDF_NULL, .number = number, .generation = generation };
	guint index = node_add(cos, node);
	g_hash_table_insert(cos->objects, key, GUINT_TO_POINTER(index));
	bool stream;
	const char *syntax = pdf_syntax(cos->pdf, number, generation, &stream);
	if (!syntax)
		return index;
	node = parse(cos, syntax);
	/* libqpdf has followed references already; one that is left leads nowhere. */
	if (node.reference)
		node = (struct node){ .type = PDF_NULL };
	if (stream)
		node.type = PDF_STREAM;
	node.number = number;
	node.generation = generation;
	*node_at(cos, index) = node;
	return index;
}

/* What stands in a slot, its reference followed once for all. */
static guint slot_value(struct cos *cos, guint index)
{
	guint value = g_array_index(cos->slots, struct slot, index).node;
	const struct node *node = node_at(cos, value);
	if (!node->reference)
		return value;
	value = object_load(cos, node->number, node->generation);
	g_array_index(cos->slots, struct slot, index).node = value;
	return value;
}

struct cos *cos_open(struct arena *arena, GBytes *bytes, const char *name, struct diag *diag)
{
	struct pdf *pdf = pdf_open(arena, bytes, name, diag);
	if (!pdf)
		return NULL;
	struct cos *cos = ARENA_NEW(arena, struct cos);
	struct node null = { .type = PDF_NULL };
	cos->arena = arena;
	cos->pdf = pdf;
	cos->nodes = arena_array(arena, sizeof(struct node));
	cos->slots = arena_array(arena, sizeof(struct slot));
	cos->open = arena_array(arena, sizeof(struct slot));
	cos->objects = arena_table(arena);
	cos->syntax = g_string_new(NULL);
	arena_tie(arena, cos->syntax, release_string);
	content_init(&cos->content, "", 0);
	arena_tie(arena, &cos->content, release_content);
	node_add(cos, null);
	const char *trailer = pdf_trailer_syntax(pdf);
	cos->trailer = trailer ? node_add(cos, parse(cos, trailer)) : 0;
	return cos;
}

unsigned cos_trailer(struct cos *cos)
{
	return cos->trailer;
}

unsigned cos_root(struct cos *cos)
{
	return cos_find(cos, cos->trailer, "/Root");
}

size_t cos_pages(struct cos *cos)
{
	return pdf_pages(cos->pdf);
}

unsigned cos_page(struct cos *cos, size_t index)
{
	int generation, number = pdf_page_number(cos->pdf, index, &generation);
	return number ? object_load(cos, number, generation) : 0;
}

enum pdf_type cos_type(struct cos *cos, unsigned object)
{
	return node_at(cos, object)->type;
}

int cos_number_of(struct cos *cos, unsigned object)
{
	return node_at(cos, object)->number;
}

bool cos_bool(struct cos *cos, unsigned object)
{
	const struct node *node = node_at(cos, object);
	return node->type == PDF_BOOL && node->truth;
}

bool cos_real(struct cos *cos, unsigned object, double *value)
{
	const struct node *node = node_at(cos, object);
	if (node->type != PDF_INTEGER && node->type != PDF_REAL)
		return false;
	*value = node->real;
	return true;
}

const char *cos_name(struct cos *cos, unsigned object)
{
	const struct node *node = node_at(cos, object);
	return node->type == PDF_NAME ? node->bytes : NULL;
}

bool cos_is(struct cos *cos, unsigned object, const char *name)
{
	const char *own = cos_name(cos, object);
	return own && strcmp(own, name) == 0;
}

const char *cos_string(struct cos *cos, unsigned object, size_t *length)
{
	const struct node *node = node_at(cos, object);
	if (node->type != PDF_STRING)
		return NULL;
	*length = node->length;
	return node->bytes;
}

const char *cos_text(struct cos *cos, unsigned object)
{
	size_t length;
	const char *bytes = cos_string(cos, object, &length);
	return bytes ? pdf_text(cos->pdf, bytes, length) : NULL;
}

static bool is_dict(const struct node *node)
{
	return node->type == PDF_DICT || node->type == PDF_STREAM;
}

/* Keys stand in the order of their bytes, as libqpdf writes them. */
unsigned cos_find(struct cos *cos, unsigned object, const char *key)
{
	const struct node *node = node_at(cos, object);
	if (!is_dict(node))
		return 0;
	guint low = node->first, high = node->first + node->count;
	while (low < high) {
		guint middle = low + (high - low) / 2;
		int order = strcmp(key, g_array_index(cos->slots, struct slot, middle).key);
		if (order == 0)
			return slot_value(cos, middle);
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return 0;
}

bool cos_has(struct cos *cos, unsigned object, const char *key)
{
	return cos_type(cos, cos_find(cos, object, key)) != PDF_NULL;
}

size_t cos_size(struct cos *cos, unsigned object)
{
	const struct node *node = node_at(cos, object);
	return is_dict(node) ? node->count : 0;
}

const char *cos_key(struct cos *cos, unsigned object, size_t index, unsigned *value)
{
	if (index >= cos_size(cos, object))
		return NULL;
	guint slot = node_at(cos, object)->first + (guint)index;
	*value = slot_value(cos, slot);
	return g_array_index(cos->slots, struct slot, slot).key;
}

size_t cos_count(struct cos *cos, unsigned array)
{
	const struct node *node = node_at(cos, array);
	return node->type == PDF_ARRAY ? node->count : 0;
}

unsigned cos_item(struct cos *cos, unsigned array, size_t index)
{
	if (index >= cos_count(cos, array))
		return 0;
	return slot_value(cos, node_at(cos, array)->first + (guint)index);
}

size_t cos_reals(struct cos *cos, unsigned array, double *values, size_t limit)
{
	size_t count = cos_count(cos, array);
	for (size_t i = 0; i < count; i++) {
		double value;
		if (!cos_real(cos, cos_item(cos, array, i), &value))
			return 0;
		if (i < limit)
			values[i] = value;
	}
	return count;
}

GBytes *cos_data(struct cos *cos, unsigned stream)
{
	const struct node *node = node_at(cos, stream);
	if (node->type != PDF_STREAM)
		return NULL;
	unsigned object = pdf_object(cos->pdf, node->number, node->generation);
	GBytes *bytes = pdf_data(cos->pdf, object);
	pdf_drop(cos->pdf, object);
	return bytes;
}

GBytes *cos_content(struct cos *cos, unsigned page)
{
	const struct node *node = node_at(cos, page);
	unsigned object = pdf_object(cos->pdf, node->number, node->generation);
	GBytes *bytes = pdf_content(cos->pdf, object);
	pdf_drop(cos->pdf, object);
	return bytes;
}

unsigned cos_copy(struct cos *cos, unsigned object, struct pdf *into)
{
	const struct node *node = node_at(cos, object);
	g_assert(node->number > 0);
	return pdf_copy(into, cos->pdf, node->number, node->generation);
}

bool cos_encrypted(struct cos *cos)
{
	return pdf_encrypted(cos->pdf);
}

const char *cos_warning(struct cos *cos)
{
	return pdf_warning(cos->pdf);
}
