/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "press/ops.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "pdf/content.h"
#include "press/paint.h"
#include "press/spans.h"

/* Thousandths of an em: readers take a wider step inside one TJ for the end of a word, and reverse
 * Arabic letters. */
static const double WIDE_STEP = 250;

enum { NOTHING_OPEN = -2 };

/* The part of the graphics state that colours and overprint live in. */
struct pen {
	long fill, stroke; /* item numbers, -1: none yet */
	const struct ink *fill_ink, *stroke_ink;
	bool fill_set, stroke_set; /* an ink has been written */
	bool overprint;
};

struct rewriter {
	const struct ops *ops;
	GString *out;
	GString *object; /* the path or text object that is being read */
	bool in_object, in_text, shown;
	struct pen pen;
	GArray *stack;
	int open; /* element, ARTIFACT or NOTHING_OPEN */
	GArray *marked;
	struct font *font;
	char *span;	     /* the text of the open span */
	GString *span_begin; /* its BDC */
	size_t span_at;	     /* where it would stand in `object` */
	GString *actual;     /* its ActualText as it is written */
	size_t emc_at;	     /* where the last span that was kept ends in `object` */
	unsigned kept;	     /* spans that were kept in this text object */
	bool outside;	     /* it also shows text outside spans */
	GString *said;
	struct diag *diag;
};

static bool fail(struct rewriter *rewriter, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static bool fail(struct rewriter *rewriter, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	g_autofree char *message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	diag_failure(rewriter->diag, NULL, "internal error: page %zu: %s", rewriter->ops->page + 1,
	    message);
	return false;
}

void ops_number(GString *out, double value)
{
	char text[G_ASCII_DTOSTR_BUF_SIZE];
	g_ascii_formatd(text, sizeof(text), "%.4f", value);
	size_t length = strlen(text);
	while (text[length - 1] == '0')
		length--;
	if (text[length - 1] == '.')
		length--;
	if (length == 2 && text[0] == '-' && text[1] == '0')
		g_string_append_c(out, '0');
	else
		g_string_append_len(out, text, (gssize)length);
}

static void write_ink(struct rewriter *rewriter, const struct ink *ink, bool stroke)
{
	GString *out = rewriter->out;
	if (!ink) {
		g_string_append(out, stroke ? "/All CS 1 SCN\n" : "/All cs 1 scn\n");
		return;
	}
	bool cmyk = rewriter->ops->colour == COLOUR_CMYK;
	const double *values = cmyk ? ink->cmyk : ink->rgb;
	for (int i = 0; i < (cmyk ? 4 : 3); i++) {
		ops_number(out, values[i]);
		g_string_append_c(out, ' ');
	}
	g_string_append(out, cmyk ? (stroke ? "K\n" : "k\n") : (stroke ? "RG\n" : "rg\n"));
}

/* rg, RG, g, G: a key. Its ink is written when it is another than the last. */
static bool take_colour(struct rewriter *rewriter, const struct operation *operation, bool stroke,
    bool grey)
{
	double rgb[3];
	if (rewriter->in_object)
		return fail(rewriter, "a colour changes inside an object");
	if (!operation_numbers(operation, rgb, grey ? 1 : 3))
		return fail(rewriter, "%s without its numbers", operation->name);
	if (grey)
		rgb[1] = rgb[2] = rgb[0];
	long number = key_decode(rgb);
	if (number < 0 || (size_t)number >= rewriter->ops->n_keys)
		return fail(rewriter, "a colour that is no key: %g %g %g", rgb[0], rgb[1], rgb[2]);
	const struct ink *ink = rewriter->ops->keys[number].ink;
	if (!ink && rewriter->ops->colour != COLOUR_CMYK)
		return fail(rewriter, "a mark for all plates in a file without plates");
	struct pen *pen = &rewriter->pen;
	if (stroke) {
		if (!pen->stroke_set || pen->stroke_ink != ink)
			write_ink(rewriter, ink, true);
		pen->stroke = number;
		pen->stroke_ink = ink;
		pen->stroke_set = true;
	} else {
		if (!pen->fill_set || pen->fill_ink != ink)
			write_ink(rewriter, ink, false);
		pen->fill = number;
		pen->fill_ink = ink;
		pen->fill_set = true;
	}
	return true;
}

static void close_marked(struct rewriter *rewriter)
{
	if (rewriter->open != NOTHING_OPEN)
		g_string_append(rewriter->out, "EMC\n");
	rewriter->open = NOTHING_OPEN;
}

static void open_marked(struct rewriter *rewriter, int element)
{
	if (element == rewriter->open)
		return;
	close_marked(rewriter);
	rewriter->open = element;
	if (element == ARTIFACT) {
		g_string_append(rewriter->out, "/Artifact BMC\n");
		return;
	}
	g_string_append_printf(rewriter->out, "/%s <</MCID %u>> BDC\n",
	    rewriter->ops->tags[element], rewriter->marked->len);
	g_array_append_val(rewriter->marked, element);
}

static bool is_paper(const struct ink *ink)
{
	return ink && ink->cmyk[0] + ink->cmyk[1] + ink->cmyk[2] + ink->cmyk[3] <= 0;
}

/* A text object that is one span: the element's sequence and the span are the same one, for some
 * readers end the outer of two at the inner's end. */
static void open_actual(struct rewriter *rewriter, int element)
{
	close_marked(rewriter);
	rewriter->open = element;
	g_string_append_printf(rewriter->out, "/Span <</MCID %u /ActualText %s>> BDC\n",
	    rewriter->marked->len, rewriter->actual->str);
	g_array_append_val(rewriter->marked, element);
}

static void write_object(struct rewriter *rewriter, int element)
{
	GString *object = rewriter->object;
	bool sole = rewriter->kept == 1 && !rewriter->outside && element != ARTIFACT;
	if (sole) {
		g_string_erase(object, (gssize)rewriter->emc_at, (gssize)strlen("EMC\n"));
		g_string_erase(object, (gssize)rewriter->span_at,
		    (gssize)rewriter->span_begin->len);
		open_actual(rewriter, element);
	} else {
		open_marked(rewriter, element);
	}
	g_string_append_len(rewriter->out, object->str, (gssize)object->len);
	if (sole)
		close_marked(rewriter);
	g_string_truncate(object, 0);
	rewriter->kept = 0;
	rewriter->outside = false;
	rewriter->in_object = false;
}

/* The object is complete and is item `number`'s: out it goes, in its marked content and overprint
 * state. */
static bool paint_object(struct rewriter *rewriter, long number)
{
	if (number < 0)
		return fail(rewriter, "something is painted before any key");
	const struct key *key = &rewriter->ops->keys[number];
	bool overprint = key->overprint && rewriter->ops->colour == COLOUR_CMYK;
	if (overprint && is_paper(key->ink))
		return fail(rewriter, "paper would overprint");
	if (overprint != rewriter->pen.overprint)
		g_string_append(rewriter->out, overprint ? "/O1 gs\n" : "/O0 gs\n");
	rewriter->pen.overprint = overprint;
	write_object(rewriter, key->element);
	return true;
}

/* The operation as it stood. */
static void copy(GString *into, const char *text, const struct operation *operation)
{
	g_string_append_len(into, text + operation->start,
	    (gssize)(operation->end - operation->start));
	g_string_append_c(into, '\n');
}

static bool among(const struct operation *operation, const char *const *names)
{
	for (size_t i = 0; names[i]; i++)
		if (operation_is(operation, names[i]))
			return true;
	return false;
}

static bool show_array(struct rewriter *rewriter, const char *text,
    const struct operation *operation)
{
	GString *object = rewriter->object;
	size_t last = operation->n_operands - 1;
	if (operation->n_operands < 2 || operation->operands[0].kind != TOKEN_ARRAY)
		return fail(rewriter, "TJ without its array");
	g_string_append_c(object, '[');
	for (size_t i = 1; i < last; i++) {
		const struct token *token = &operation->operands[i];
		if (token->kind == TOKEN_STRING) {
			if (token->length == 0)
				continue;
			span_say(rewriter->said, rewriter->font, token->bytes, token->length);
		}
		g_string_append_len(object, text + token->start,
		    (gssize)(token->end - token->start));
		if (token->kind == TOKEN_NUMBER)
			g_string_append(object,
			    fabs(token->number) > WIDE_STEP && i + 1 < last ? "]TJ\n[" : " ");
	}
	g_string_append(object, "]TJ\n");
	return true;
}

static bool show_text(struct rewriter *rewriter, const char *text,
    const struct operation *operation)
{
	if (!rewriter->font || operation->n_operands == 0)
		return fail(rewriter, "text without a font");
	rewriter->shown = true;
	if (!rewriter->span)
		rewriter->outside = true;
	if (operation_is(operation, "TJ"))
		return show_array(rewriter, text, operation);
	if (operation->operands[0].kind != TOKEN_STRING)
		return fail(rewriter, "Tj without its string");
	span_say(rewriter->said, rewriter->font, operation->operands[0].bytes,
	    operation->operands[0].length);
	copy(rewriter->object, text, operation);
	return true;
}

static bool begin_span(struct rewriter *rewriter, const char *text,
    const struct operation *operation)
{
	if (rewriter->span)
		return fail(rewriter, "a span inside a span");
	if (!span_text(operation, &rewriter->span))
		return fail(rewriter, "marked content that is no ActualText");
	g_string_truncate(rewriter->span_begin, 0);
	copy(rewriter->span_begin, text, operation);
	size_t value = operation_key(operation, 1, "ActualText");
	const struct token *token = &operation->operands[value];
	g_string_truncate(rewriter->actual, 0);
	g_string_append_len(rewriter->actual, text + token->start,
	    (gssize)(token->end - token->start));
	rewriter->span_at = rewriter->object->len;
	g_string_truncate(rewriter->said, 0);
	return true;
}

static bool end_span(struct rewriter *rewriter)
{
	if (!rewriter->span)
		return fail(rewriter, "a span ends that has not begun");
	if (!span_needless(rewriter->span, rewriter->said->str)) {
		g_string_insert(rewriter->object, (gssize)rewriter->span_at,
		    rewriter->span_begin->str);
		rewriter->emc_at = rewriter->object->len;
		rewriter->kept++;
		g_string_append(rewriter->object, "EMC\n");
	}
	g_clear_pointer(&rewriter->span, g_free);
	return true;
}

static bool text_operation(struct rewriter *rewriter, const char *text,
    const struct operation *operation)
{
	static const char *const plain[] = { "Tm", "Td", "TD", "T*", "TL", "Tc", "Tw", "Tz", "Ts",
		NULL };
	if (operation_is(operation, "Tf") && operation->n_operands == 2 &&
	    operation->operands[0].kind == TOKEN_NAME) {
		rewriter->font = shelf_find(rewriter->ops->shelf, operation->operands[0].bytes);
		copy(rewriter->object, text, operation);
		return true;
	}
	if (operation_is(operation, "Tj") || operation_is(operation, "TJ"))
		return show_text(rewriter, text, operation);
	if (operation_is(operation, "BDC"))
		return begin_span(rewriter, text, operation);
	if (operation_is(operation, "EMC"))
		return end_span(rewriter);
	if (operation_is(operation, "Tr")) {
		double mode;
		if (operation_numbers(operation, &mode, 1) && mode <= 0)
			return true;
		return fail(rewriter, "text that is not simply filled");
	}
	if (!operation_is(operation, "ET")) {
		if (!among(operation, plain))
			return fail(rewriter, "unexpected operator %s in text", operation->name);
		copy(rewriter->object, text, operation);
		return true;
	}
	if (rewriter->span)
		return fail(rewriter, "a span is open where text ends");
	copy(rewriter->object, text, operation);
	rewriter->in_text = false;
	if (rewriter->shown)
		return paint_object(rewriter, rewriter->pen.fill);
	g_string_truncate(rewriter->object, 0);
	rewriter->in_object = false;
	return true;
}

/* `known` says whether it was a path operator at all. */
static bool path_operation(struct rewriter *rewriter, const char *text,
    const struct operation *operation, bool *known)
{
	static const char *const building[] = { "m", "l", "c", "v", "y", "h", "re", "W", "W*",
		NULL };
	static const char *const filling[] = { "f", "f*", NULL };
	static const char *const stroking[] = { "S", "s", NULL };
	*known = true;
	if (among(operation, building)) {
		rewriter->in_object = true;
		copy(rewriter->object, text, operation);
		return true;
	}
	if (among(operation, filling) || among(operation, stroking)) {
		copy(rewriter->object, text, operation);
		return paint_object(rewriter,
		    among(operation, filling) ? rewriter->pen.fill : rewriter->pen.stroke);
	}
	if (operation_is(operation, "n")) {
		copy(rewriter->object, text, operation);
		g_string_append_len(rewriter->out, rewriter->object->str,
		    (gssize)rewriter->object->len);
		g_string_truncate(rewriter->object, 0);
		rewriter->in_object = false;
		return true;
	}
	*known = false;
	return true;
}

static bool page_operation(struct rewriter *rewriter, const char *text,
    const struct operation *operation)
{
	static const char *const plain[] = { "cm", "w", "J", "j", "M", "d", "i", "ri", NULL };
	bool known;
	if (!path_operation(rewriter, text, operation, &known))
		return false;
	if (known)
		return true;
	if (operation_is(operation, "rg") || operation_is(operation, "RG"))
		return take_colour(rewriter, operation, operation_is(operation, "RG"), false);
	if (operation_is(operation, "g") || operation_is(operation, "G"))
		return take_colour(rewriter, operation, operation_is(operation, "G"), true);
	if (rewriter->in_object)
		return fail(rewriter, "unexpected operator %s in a path", operation->name);
	if (operation_is(operation, "BT")) {
		rewriter->in_object = rewriter->in_text = true;
		rewriter->shown = false;
		copy(rewriter->object, text, operation);
		return true;
	}
	if (operation_is(operation, "q")) {
		close_marked(rewriter);
		g_array_append_val(rewriter->stack, rewriter->pen);
	} else if (operation_is(operation, "Q")) {
		close_marked(rewriter);
		if (rewriter->stack->len == 0)
			return fail(rewriter, "Q without q");
		rewriter->pen =
		    g_array_index(rewriter->stack, struct pen, rewriter->stack->len - 1);
		g_array_set_size(rewriter->stack, rewriter->stack->len - 1);
	} else if (operation_is(operation, "gs")) {
		/* Only Cairo's "opaque", which is the default: press looked. */
		return true;
	} else if (!among(operation, plain)) {
		return fail(rewriter, "unexpected operator %s", operation->name);
	}
	copy(rewriter->out, text, operation);
	return true;
}

static bool rewrite(struct rewriter *rewriter, struct content *content)
{
	struct operation operation;
	while (content_next(content, &operation)) {
		bool whole = rewriter->in_text
		    ? text_operation(rewriter, content->text, &operation)
		    : page_operation(rewriter, content->text, &operation);
		if (!whole)
			return false;
	}
	if (content->broken)
		return fail(rewriter, "%s", content->broken);
	if (rewriter->in_object || rewriter->stack->len)
		return fail(rewriter, "the page ends inside an object");
	close_marked(rewriter);
	return true;
}

GString *ops_rewrite(const struct ops *ops, GBytes *bytes, GArray *marked, struct diag *diag)
{
	gsize length;
	const char *text = g_bytes_get_data(bytes, &length);
	struct rewriter rewriter = { .ops = ops,
		.marked = marked,
		.open = NOTHING_OPEN,
		.diag = diag };
	struct content content;
	rewriter.pen.fill = rewriter.pen.stroke = -1;
	rewriter.out = g_string_sized_new(length * 2);
	rewriter.object = g_string_new(NULL);
	rewriter.span_begin = g_string_new(NULL);
	rewriter.actual = g_string_new(NULL);
	rewriter.said = g_string_new(NULL);
	rewriter.stack = g_array_new(FALSE, FALSE, sizeof(struct pen));
	content_init(&content, text, length);
	bool whole = rewrite(&rewriter, &content);
	content_release(&content);
	g_array_free(rewriter.stack, TRUE);
	g_string_free(rewriter.said, TRUE);
	g_string_free(rewriter.span_begin, TRUE);
	g_string_free(rewriter.actual, TRUE);
	g_string_free(rewriter.object, TRUE);
	g_free(rewriter.span);
	if (!whole)
		return g_string_free(rewriter.out, TRUE), NULL;
	return rewriter.out;
}
