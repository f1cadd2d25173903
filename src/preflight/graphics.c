/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preflight/graphics.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* By name; how many numbers end the operands, 9: they are read otherwise. */
static const struct command {
	const char *name;
	enum op op;
	unsigned numbers;
} operators[] = {
	{ "\"", OP_SHOW_SPACED, 9 },
	{ "'", OP_SHOW_NEXT, 9 },
	{ "B", OP_FILL_STROKE, 0 },
	{ "B*", OP_FILL_STROKE_EVEN, 0 },
	{ "BDC", OP_BDC, 9 },
	{ "BI", OP_BI, 9 },
	{ "BMC", OP_BMC, 9 },
	{ "BT", OP_BT, 0 },
	{ "BX", OP_BX, 0 },
	{ "CS", OP_STROKE_SPACE, 9 },
	{ "DP", OP_DP, 9 },
	{ "Do", OP_DO, 9 },
	{ "EMC", OP_EMC, 0 },
	{ "ET", OP_ET, 0 },
	{ "EX", OP_EX, 0 },
	{ "F", OP_FILL, 0 },
	{ "G", OP_STROKE_GREY, 1 },
	{ "J", OP_CAP, 1 },
	{ "K", OP_STROKE_CMYK, 4 },
	{ "M", OP_MITER, 1 },
	{ "MP", OP_MP, 9 },
	{ "Q", OP_RESTORE, 0 },
	{ "RG", OP_STROKE_RGB, 3 },
	{ "S", OP_STROKE, 0 },
	{ "SC", OP_STROKE_COLOUR, 9 },
	{ "SCN", OP_STROKE_COLOUR, 9 },
	{ "T*", OP_NEXT_LINE, 0 },
	{ "TD", OP_MOVE_LEADING, 2 },
	{ "TJ", OP_SHOW_ARRAY, 9 },
	{ "TL", OP_LEADING, 1 },
	{ "Tc", OP_SPACING, 1 },
	{ "Td", OP_MOVE, 2 },
	{ "Tf", OP_FONT, 9 },
	{ "Tj", OP_SHOW, 9 },
	{ "Tm", OP_TEXT_MATRIX, 6 },
	{ "Tr", OP_RENDERING, 1 },
	{ "Ts", OP_RISE, 1 },
	{ "Tw", OP_WORD_SPACING, 1 },
	{ "Tz", OP_SCALE, 1 },
	{ "W", OP_CLIP, 0 },
	{ "W*", OP_CLIP_EVEN, 0 },
	{ "b", OP_CLOSE_FILL_STROKE, 0 },
	{ "b*", OP_CLOSE_FILL_STROKE_EVEN, 0 },
	{ "c", OP_CURVE, 6 },
	{ "cm", OP_MATRIX, 6 },
	{ "cs", OP_FILL_SPACE, 9 },
	{ "d", OP_DASH, 9 },
	{ "d0", OP_D0, 2 },
	{ "d1", OP_D1, 6 },
	{ "f", OP_FILL, 0 },
	{ "f*", OP_FILL_EVEN, 0 },
	{ "g", OP_FILL_GREY, 1 },
	{ "gs", OP_GSTATE, 9 },
	{ "h", OP_CLOSE, 0 },
	{ "i", OP_FLATNESS, 1 },
	{ "j", OP_JOIN, 1 },
	{ "k", OP_FILL_CMYK, 4 },
	{ "l", OP_LINE, 2 },
	{ "m", OP_MOVE_TO, 2 },
	{ "n", OP_END_PATH, 0 },
	{ "q", OP_SAVE, 0 },
	{ "re", OP_RECTANGLE, 4 },
	{ "rg", OP_FILL_RGB, 3 },
	{ "ri", OP_INTENT, 9 },
	{ "s", OP_CLOSE_STROKE, 0 },
	{ "sc", OP_FILL_COLOUR, 9 },
	{ "scn", OP_FILL_COLOUR, 9 },
	{ "sh", OP_SHADING, 9 },
	{ "v", OP_CURVE_V, 4 },
	{ "w", OP_WIDTH, 1 },
	{ "y", OP_CURVE_Y, 4 },
};

static int compare_operators(const void *name, const void *row)
{
	return strcmp(name, ((const struct command *)row)->name);
}

struct spot graphics_spot(const struct graphics *graphics, double x, double y)
{
	struct spot spot = { .page = graphics->trim->page, .object = graphics->object };
	/* Inside a pattern, a mask or a glyph, places are not the page's. */
	if (graphics->origin <= ORIGIN_ANNOTATION) {
		spot = trim_spot(graphics->trim, x, y);
		spot.object = graphics->object;
	}
	return spot;
}

void graphics_missing(struct graphics *graphics, const char *what, const char *name)
{
	struct spot spot = { .page = graphics->trim->page,
		.object = graphics->object,
		.name = name };
	finding_add(graphics->inspection->findings, RULE_RESOURCE, &spot, "%s %s is missing", what,
	    name);
}

/* True the first time, for things that a page may show often; what nobody saw comes again. */
bool graphics_once(struct graphics *graphics, const char *kind, int object)
{
	char *key = g_strdup_printf("%s %d %d %d", kind, object, graphics->hidden,
	    graphics->origin == ORIGIN_MASK);
	return g_hash_table_add(graphics->once, key);
}

void graphics_space(struct graphics *graphics, const struct space *space, const char *role,
    int object)
{
	struct painted *painted = graphics->painted;
	for (guint i = 0; i < painted->spaces->len; i++) {
		const struct space_use *use = &g_array_index(painted->spaces, struct space_use, i);
		/* Device spaces are made anew for each stream; what stands in for them counts. */
		bool same = use->space == space ||
		    (space->kind >= SPACE_GREY && space->kind <= SPACE_CMYK &&
			use->space->kind == space->kind && !use->space->base == !space->base);
		if (same && use->role == role && use->spot.object == object)
			return;
	}
	struct space_use use = { space, role, graphics_spot(graphics, graphics->x, graphics->y) };
	use.spot.object = object;
	use.spot.placed = false;
	g_array_append_val(painted->spaces, use);
}

void graphics_group(struct graphics *graphics, unsigned form, const char *role, bool luminosity)
{
	struct cos *cos = graphics->cos;
	unsigned dict = cos_find(cos, form, "/Group");
	if (!cos_is(cos, cos_find(cos, dict, "/S"), "/Transparency") && !luminosity)
		return;
	unsigned definition = cos_find(cos, dict, "/CS");
	struct group group = { .role = role,
		.object = cos_number_of(cos, form),
		.luminosity = luminosity };
	if (cos_type(cos, definition) != PDF_NULL)
		group.space =
		    space_read(graphics->inspection, graphics->context->resources, definition);
	g_array_append_val(graphics->painted->groups, group);
}

struct mark *graphics_mark(struct graphics *graphics, enum mark_kind kind)
{
	struct painted *painted = graphics->painted;
	struct mark mark = {
		.kind = kind,
		.origin = graphics->origin,
		.object = graphics->object,
		.clip = graphics->state.clip,
		.mode = graphics->state.mode,
		.blended = graphics->veil.blended || graphics->state.blended,
		.masked = graphics->veil.masked || graphics->state.masked,
		.apart = graphics->veil.apart,
		.hidden = graphics->hidden,
		.alpha = graphics->veil.alpha,
	};
	marking_apply(graphics, &mark);
	if (painted->marks->len >= MARKS_MOST) {
		painted->truncated = true;
		graphics->stopped = true;
	}
	g_array_append_val(painted->marks, mark);
	return &g_array_index(painted->marks, struct mark, painted->marks->len - 1);
}

struct context *context_new(struct graphics *graphics, unsigned resources)
{
	static const double black = 0;
	struct context *context = ARENA_NEW(graphics->arena, struct context);
	GHashTable **tables[] = { &context->letters, &context->spaces, &context->changes,
		&context->objects };
	context->resources = resources;
	for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
		*tables[i] = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
		arena_tie(graphics->arena, *tables[i], (void (*)(void *))g_hash_table_unref);
	}
	struct context *outer = graphics->context;
	graphics->context = context;
	context->black = colouring_device(graphics, 1, &black);
	graphics->context = outer;
	return context;
}

static void run_form(struct graphics *graphics, unsigned form)
{
	struct cos *cos = graphics->cos;
	struct matrix matrix = matrix_identity;
	double n[6];
	if (cos_reals(cos, cos_find(cos, form, "/Matrix"), n, 6) == 6)
		matrix = (struct matrix){ n[0], n[1], n[2], n[3], n[4], n[5] };
	graphics_group(graphics, form, "form", false);
	GHashTable *forms = graphics->inspection->forms;
	gpointer key = GINT_TO_POINTER(cos_number_of(cos, form));
	guint drawn = GPOINTER_TO_UINT(g_hash_table_lookup(forms, key));
	g_hash_table_insert(forms, key, GUINT_TO_POINTER(drawn + 1));
	enum origin origin = graphics->origin == ORIGIN_PAGE ? ORIGIN_FORM : graphics->origin;
	graphics_nested(graphics, form, matrix, origin);
}

static void run_object(struct graphics *graphics, const char *name)
{
	struct cos *cos = graphics->cos;
	gpointer known = g_hash_table_lookup(graphics->context->objects, name);
	unsigned object = GPOINTER_TO_UINT(known);
	if (!known) {
		g_autofree char *key = g_strconcat("/", name, NULL);
		object =
		    cos_find(cos, cos_find(cos, graphics->context->resources, "/XObject"), key);
		g_hash_table_insert(graphics->context->objects, g_strdup(name),
		    GUINT_TO_POINTER(object));
	}
	if (cos_type(cos, object) != PDF_STREAM) {
		graphics_missing(graphics, "picture or form", name);
		return;
	}
	unsigned subtype = cos_find(cos, object, "/Subtype");
	bool hidden = graphics->hidden;
	unsigned layer = cos_find(cos, object, "/OC");
	graphics->hidden = hidden || marking_hidden(graphics, layer);
	if (cos_is(cos, subtype, "/Form"))
		run_form(graphics, object);
	else if (cos_is(cos, subtype, "/Image"))
		imaging_object(graphics, object);
	graphics->hidden = hidden;
}

static void run_save(struct graphics *graphics)
{
	if (graphics->states->len >= STATES_MOST) {
		graphics->painted->truncated = graphics->stopped = true;
		return;
	}
	g_array_append_val(graphics->states, graphics->state);
}

static void run_restore(struct graphics *graphics)
{
	guint saved = graphics->states->len;
	if (saved == 0) {
		struct spot spot = { .page = graphics->trim->page,
			.object = graphics->object,
			.name = "Q" };
		finding_add(graphics->inspection->findings, RULE_OPERATOR, &spot,
		    "Q without a q before it");
		return;
	}
	graphics->state = g_array_index(graphics->states, struct state, saved - 1);
	g_array_set_size(graphics->states, saved - 1);
}

static void run_general(struct graphics *graphics, enum op op, const struct operation *operation,
    const double *n)
{
	const struct token *last =
	    operation->n_operands ? &operation->operands[operation->n_operands - 1] : NULL;
	const char *name = last && last->kind == TOKEN_NAME ? last->bytes : "";
	struct state *state = &graphics->state;
	switch (op) {
	case OP_SAVE:
		run_save(graphics);
		break;
	case OP_RESTORE:
		run_restore(graphics);
		break;
	case OP_MATRIX:
		state->ctm = matrix_multiply((struct matrix){ n[0], n[1], n[2], n[3], n[4], n[5] },
		    state->ctm);
		break;
	case OP_GSTATE:
		setting_run(graphics, name);
		break;
	case OP_DO:
		run_object(graphics, name);
		break;
	case OP_BI:
		imaging_inline(graphics, operation);
		break;
	case OP_BX:
		graphics->compatibility++;
		break;
	case OP_EX:
		if (graphics->compatibility)
			graphics->compatibility--;
		break;
	default:
		break;
	}
}

static void run_unknown(struct graphics *graphics, const char *name)
{
	if (graphics->compatibility)
		return;
	struct spot spot = { .page = graphics->trim->page,
		.object = graphics->object,
		.name = name };
	g_autofree char *shown = g_strescape(name, NULL);
	finding_add(graphics->inspection->findings, RULE_OPERATOR, &spot, "unknown command \"%s\"",
	    shown);
}

/* The last `count` operands, which must be numbers: writers leave more on the way. */
static bool numbers_read(const struct operation *operation, unsigned count, double *n)
{
	if (operation->n_operands < count)
		return false;
	const struct token *operands = operation->operands + (operation->n_operands - count);
	for (unsigned i = 0; i < count; i++) {
		if (operands[i].kind != TOKEN_NUMBER)
			return false;
		n[i] = CLAMP(operands[i].number, -1e12, 1e12);
	}
	return true;
}

static void graphics_run(struct graphics *graphics, const struct operation *operation)
{
	double n[6] = { 0 };
	const struct command *row = bsearch(operation->name, operators, G_N_ELEMENTS(operators),
	    sizeof(*operators), compare_operators);
	if (!row) {
		run_unknown(graphics, operation->name);
		return;
	}
	if (row->numbers < 9 && !numbers_read(operation, row->numbers, n)) {
		struct spot spot = { .page = graphics->trim->page, .object = graphics->object };
		finding_add(graphics->inspection->findings, RULE_CONTENT, &spot,
		    "%s without its %u numbers", operation->name, row->numbers);
		return;
	}
	if (drawing_run(graphics, row->op, n) || typing_run(graphics, row->op, operation, n) ||
	    colouring_run(graphics, row->op, operation, n) ||
	    marking_run(graphics, row->op, operation))
		return;
	run_general(graphics, row->op, operation, n);
}

void graphics_stream(struct graphics *graphics, GBytes *bytes)
{
	struct inspection *inspection = graphics->inspection;
	struct spot spot = { .page = graphics->trim->page, .object = graphics->object };
	if (!bytes) {
		finding_add(inspection->findings, RULE_CONTENT, &spot,
		    "the stream cannot be decoded");
		return;
	}
	gsize length;
	const char *text = g_bytes_get_data(bytes, &length);
	struct content content, *outer = graphics->content;
	struct operation operation;
	content_init(&content, text ? text : "", length);
	graphics->content = &content;
	while (!graphics->stopped && content_next(&content, &operation)) {
		if (++inspection->operations > OPERATIONS_MOST)
			graphics->stopped = graphics->painted->truncated = true;
		else
			graphics_run(graphics, &operation);
	}
	if (content.broken)
		finding_add(inspection->findings, RULE_CONTENT, &spot, "%s, at byte %zu",
		    content.broken, content.at);
	graphics->content = outer;
	content_release(&content);
}

/* What a stream must not change for the one around it. */
static void stream_within(struct graphics *graphics, unsigned stream)
{
	struct graphics saved = *graphics;
	guint outside = graphics->brackets->len;
	graphics->states = g_array_new(FALSE, FALSE, sizeof(struct state));
	marking_object(graphics, stream);
	graphics->bracket_floor = graphics->brackets->len;
	graphics->pending = 0;
	graphics->compatibility = 0;
	graphics->path = graphics->corners->len;
	graphics->text_clips = false;
	GBytes *bytes = cos_data(graphics->cos, stream);
	graphics_stream(graphics, bytes);
	if (bytes)
		g_bytes_unref(bytes);
	g_array_free(graphics->states, TRUE);
	g_array_set_size(graphics->brackets, outside);
	g_array_set_size(graphics->corners, graphics->path);
	bool stopped = graphics->stopped;
	*graphics = saved;
	graphics->stopped = stopped;
}

/* A form that is drawn often has its names looked up once. */
static struct context *context_find(struct graphics *graphics, int object, unsigned resources)
{
	gpointer key = GINT_TO_POINTER(object);
	struct context *context = object ? g_hash_table_lookup(graphics->contexts, key) : NULL;
	if (!context) {
		context = context_new(graphics, resources);
		if (object)
			g_hash_table_insert(graphics->contexts, key, context);
	}
	return context;
}

static bool is_open(const struct graphics *graphics, int object)
{
	for (unsigned i = 0; i <= graphics->depth; i++)
		if (object && graphics->open[i] == object)
			return true;
	return false;
}

void graphics_nested(struct graphics *graphics, unsigned stream, struct matrix matrix,
    enum origin origin)
{
	struct cos *cos = graphics->cos;
	int object = cos_number_of(cos, stream);
	if (cos_type(cos, stream) != PDF_STREAM)
		return;
	bool open = is_open(graphics, object);
	if (open || graphics->depth >= NESTED_MOST) {
		struct spot spot = { .page = graphics->trim->page, .object = object };
		finding_add(graphics->inspection->findings, RULE_DEPTH, &spot, "%s",
		    open ? "a stream inside itself" : "streams in streams, too deep");
		return;
	}
	struct graphics saved = *graphics;
	double n[4], key = -1;
	graphics->open[++graphics->depth] = object;
	graphics->object = object;
	/* What paints a mask is a mask's, however deep. */
	if (graphics->origin != ORIGIN_MASK)
		graphics->origin = origin;
	graphics->state.ctm = matrix_multiply(matrix, graphics->state.ctm);
	unsigned resources = cos_find(cos, stream, "/Resources");
	/* A form without its own takes those of the stream that draws it. */
	if (cos_type(cos, resources) == PDF_DICT)
		graphics->context = context_find(graphics, object, resources);
	graphics->parents_key = cos_real(cos, cos_find(cos, stream, "/StructParents"), &key)
	    ? (int)CLAMP(key, -1, 1e9)
	    : -1;
	if (cos_reals(cos, cos_find(cos, stream, "/BBox"), n, 4) == 4)
		drawing_clip_rect(graphics, graphics->state.ctm,
		    (struct rect){ fmin(n[0], n[2]), fmin(n[1], n[3]), fabs(n[2] - n[0]),
			fabs(n[3] - n[1]) });
	setting_group(graphics, stream);
	graphics->start = graphics->state;
	stream_within(graphics, stream);
	bool stopped = graphics->stopped;
	*graphics = saved;
	graphics->stopped = stopped;
}
