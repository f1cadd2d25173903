/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures: XObjects and inline images. */
#include "preflight/graphics.h"

#include "preflight/quality.h"
#include "preflight/quiet.h"

#include <gio/gio.h>
#include <math.h>
#include <string.h>

enum { TAIL = 24 }; /* bytes after the end of an inline image that are looked at */

/* What an image's dictionary says, long or brief. */
struct picture {
	double width, height, bits;
	bool stencil;
};

static struct mark *image_mark(struct graphics *graphics, const struct picture *picture)
{
	static const struct rect unit = { 0, 0, 1, 1 };
	struct mark *mark = graphics_mark(graphics, MARK_IMAGE);
	mark->matrix = graphics->state.ctm;
	mark->box = matrix_box(mark->matrix, unit);
	mark->pixels[0] = (unsigned)CLAMP(picture->width, 0, 1e9);
	mark->pixels[1] = (unsigned)CLAMP(picture->height, 0, 1e9);
	mark->stencil = picture->stencil;
	mark->bitmap = picture->stencil || picture->bits == 1;
	mark->alpha *= graphics->state.alpha_fill;
	mark->overprint = graphics->state.overprint_fill;
	if (picture->stencil)
		mark->paint = graphics->state.fill;
	drawing_see(graphics->painted, mark, 0);
	return mark;
}

static struct picture picture_read(struct cos *cos, unsigned image)
{
	struct picture picture = { .bits = 8 };
	picture.stencil = cos_bool(cos, cos_find(cos, image, "/ImageMask"));
	cos_real(cos, cos_find(cos, image, "/Width"), &picture.width);
	cos_real(cos, cos_find(cos, image, "/Height"), &picture.height);
	cos_real(cos, cos_find(cos, image, "/BitsPerComponent"), &picture.bits);
	return picture;
}

/*
 * A picture's mask that has other pixels than it, as large on the page: a mark with nothing but
 * them. It is judged as the picture that it shapes, whatever its bits.
 */
static void mask_mark(struct graphics *graphics, const struct mark *whole, unsigned mask)
{
	struct picture picture = picture_read(graphics->cos, mask);
	enum origin origin = whole->origin <= ORIGIN_ANNOTATION ? ORIGIN_PICTURE : whole->origin;
	bool alike = picture.width == whole->pixels[0] && picture.height == whole->pixels[1];
	if (alike || !quality_counts(graphics->painted, whole))
		return;
	struct mark *mark = image_mark(graphics, &picture);
	mark->origin = origin;
	mark->object = cos_number_of(graphics->cos, mask);
	mark->image = mask;
	mark->bitmap = mark->stencil = mark->masked = mark->blended = mark->overprint = false;
	mark->paint = NULL;
	mark->alpha = 1;
}

static void read_matte(struct graphics *graphics, unsigned mask)
{
	struct cos *cos = graphics->cos;
	unsigned matte = cos_find(cos, mask, "/ColorSpace");
	if (cos_type(cos, matte) == PDF_NULL || cos_is(cos, matte, "/DeviceGray"))
		return;
	graphics_space(graphics,
	    space_read(graphics->inspection, graphics->context->resources, matte),
	    "soft mask of an image", cos_number_of(cos, mask));
}

void imaging_object(struct graphics *graphics, unsigned image)
{
	struct cos *cos = graphics->cos;
	int object = cos_number_of(cos, image);
	struct picture picture = picture_read(cos, image);
	unsigned soft = cos_find(cos, image, "/SMask"), hard = cos_find(cos, image, "/Mask"),
		 definition = cos_find(cos, image, "/ColorSpace");
	const struct space *space = NULL;
	if (!picture.stencil && cos_type(cos, definition) != PDF_NULL) {
		space = space_read(graphics->inspection, graphics->context->resources, definition);
		graphics_space(graphics, space, "image", object);
	}
	struct mark *mark = image_mark(graphics, &picture);
	mark->space = space;
	mark->image = image;
	mark->object = object;
	if (cos_type(cos, soft) == PDF_STREAM) {
		mark->masked = true;
		/* Its edges are the mask's, which may have tones. */
		mark->bitmap = mark->bitmap && picture_read(cos, soft).bits == 1;
		read_matte(graphics, soft);
		mask_mark(graphics, mark, soft);
	} else if (picture.stencil) {
		colouring_use(graphics, mark->paint, mark);
	} else if (cos_type(cos, hard) == PDF_STREAM) {
		mask_mark(graphics, mark, hard);
	}
}

/* The value of a key of an inline image, by its long or its brief name; NULL: it is not there. */
static const struct token *inline_value(const struct operation *operation, const char *name,
    const char *brief)
{
	int depth = 0;
	bool key = true;
	for (size_t i = 0; i + 1 < operation->n_operands; i++) {
		const struct token *token = &operation->operands[i];
		if (key && token->kind == TOKEN_NAME &&
		    (strcmp(token->bytes, name) == 0 || strcmp(token->bytes, brief) == 0))
			return token + 1;
		if (token->kind == TOKEN_ARRAY || token->kind == TOKEN_DICT)
			depth++;
		if (token->kind == TOKEN_ARRAY_END || token->kind == TOKEN_DICT_END)
			depth--;
		if (depth <= 0)
			key = !key;
	}
	return NULL;
}

static double inline_number(const struct operation *operation, const char *name, const char *brief,
    double otherwise)
{
	const struct token *value = inline_value(operation, name, brief);
	return value && value->kind == TOKEN_NUMBER ? value->number : otherwise;
}

/* The filter that is taken off first; NULL: none. Their names follow one another. */
static const struct token *inline_filter(const struct operation *operation)
{
	const struct token *value = inline_value(operation, "Filter", "F");
	const struct token *end = operation->operands + operation->n_operands;
	if (value && value->kind == TOKEN_ARRAY)
		value++;
	return value && value < end && value->kind == TOKEN_NAME ? value : NULL;
}

static bool token_is(const struct token *token, const char *name, const char *brief)
{
	return token->kind == TOKEN_NAME &&
	    (strcmp(token->bytes, name) == 0 || strcmp(token->bytes, brief) == 0);
}

static void check_filters(struct graphics *graphics, const struct operation *operation)
{
	const struct token *end = operation->operands + operation->n_operands;
	const struct token *value = inline_value(operation, "Filter", "F");
	bool list = value && value->kind == TOKEN_ARRAY;
	struct spot spot = graphics_spot(graphics, graphics->state.ctm.e, graphics->state.ctm.f);
	for (const struct token *token = inline_filter(operation);
	    token && token < end && token->kind == TOKEN_NAME; token = list ? token + 1 : NULL)
		if (token_is(token, "LZWDecode", "LZW"))
			finding_add(graphics->inspection->findings, RULE_X33, &spot,
			    "%s, of an inline image", token->bytes);
}

static bool is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

/* Where the EI ends that stands at a place or after white space there; 0: there is none. */
static size_t end_at(const struct content *content, size_t at)
{
	const char *text = content->text;
	while (at < content->length && is_space(text[at]))
		at++;
	if (at + 2 > content->length || text[at] != 'E' || text[at + 1] != 'I')
		return 0;
	at += 2;
	return at == content->length || is_space(text[at]) || strchr("/[(<%", text[at]) ? at : 0;
}

/* After data whose length its rows tell, or whose filter has a mark of its own for the end. */
static size_t end_told(const struct content *content, const struct operation *operation,
    const struct picture *picture, unsigned parts)
{
	const struct token *filter = inline_filter(operation);
	const char *text = content->text + operation->data_start, *end = NULL;
	size_t left = content->length - operation->data_start;
	if (filter && token_is(filter, "ASCIIHexDecode", "AHx"))
		end = memchr(text, '>', left);
	else if (filter && token_is(filter, "ASCII85Decode", "A85"))
		end = memmem(text, left, "~>", 2);
	if (end)
		return end_at(content,
		    operation->data_start + (size_t)(end - text) + (*end == '~' ? 2 : 1));
	double row = ceil(picture->width * parts * picture->bits / 8);
	double bytes = row * picture->height;
	if (filter || !(bytes >= 1 && bytes <= (double)left))
		return 0;
	size_t at = operation->data_start + (size_t)bytes;
	size_t found = end_at(content, at);
	/* Of two bytes of white space after ID, the second is not data for all writers. */
	return found || at >= content->length ? found : end_at(content, at + 1);
}

static bool is_printable(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if ((unsigned char)text[i] > 126 ||
		    ((unsigned char)text[i] < 32 && !strchr("\n\r\t\f", text[i])))
			return false;
	return true;
}

/* Else the end is guessed: the tokenizer stops at the first "EI" between spaces; in binary data
 * that may be chance. What follows a true one is text. */
static size_t end_guessed(const struct content *content, const struct operation *operation)
{
	const char *text = content->text;
	for (size_t at = operation->data_end; at + 2 <= content->length; at++) {
		size_t after = MIN(content->length - at - 2, TAIL);
		bool spaced = at == operation->data_start || is_space(text[at - 1]);
		if (text[at] == 'E' && text[at + 1] == 'I' && spaced &&
		    is_printable(text + at + 2, after) &&
		    (after == 0 || is_space(text[at + 2]) || text[at + 2] == 'Q'))
			return at + 2;
	}
	return 0;
}

static const struct space *inline_space(struct graphics *graphics,
    const struct operation *operation)
{
	const struct token *value = inline_value(operation, "ColorSpace", "CS");
	if (!value)
		return NULL;
	if (value->kind == TOKEN_NAME)
		return colouring_named(graphics, value->bytes);
	/* [/Indexed base ...]: the base is what counts. */
	if (value + 2 < operation->operands + operation->n_operands && value->kind == TOKEN_ARRAY &&
	    value[1].kind == TOKEN_NAME && value[2].kind == TOKEN_NAME)
		return colouring_named(graphics, value[2].bytes);
	return NULL;
}

static unsigned inline_parts(const struct operation *operation, const struct picture *picture,
    const struct space *space)
{
	const struct token *value = inline_value(operation, "ColorSpace", "CS");
	/* One byte a pixel of Indexed, the only space that is a list. */
	if (picture->stencil || (value && value->kind == TOKEN_ARRAY))
		return 1;
	return space ? space->parts : 0;
}

static GBytes *bytes_of_digits(const char *text, size_t length)
{
	GByteArray *bytes = g_byte_array_sized_new((guint)length / 2);
	int high = -1;
	for (size_t i = 0; i < length && text[i] != '>'; i++) {
		int digit = g_ascii_xdigit_value(text[i]);
		guint8 byte = (guint8)((high < 0 ? 0 : high) << 4 | (digit < 0 ? 0 : digit));
		if (digit >= 0 && high >= 0)
			g_byte_array_append(bytes, &byte, 1);
		if (digit >= 0)
			high = high < 0 ? digit : -1;
	}
	return g_byte_array_free_to_bytes(bytes);
}

/* As many bytes as are there, up to `most`. */
static GBytes *bytes_of_flate(const char *text, size_t length, size_t most)
{
	GZlibDecompressor *inflate = g_zlib_decompressor_new(G_ZLIB_COMPRESSOR_FORMAT_ZLIB);
	guint8 *out = g_malloc(most);
	gsize read = 0, written = 0;
	g_converter_convert(G_CONVERTER(inflate), text, length, out, most, G_CONVERTER_INPUT_AT_END,
	    &read, &written, NULL);
	g_object_unref(inflate);
	return g_bytes_new_take(out, written);
}

/* Of the filters that writers use in content; NULL: it has another. */
static GBytes *inline_bytes(const struct graphics *graphics, const struct operation *operation,
    size_t most)
{
	const struct token *value = inline_value(operation, "Filter", "F");
	const struct token *filter = inline_filter(operation);
	const char *text = graphics->content->text + operation->data_start;
	size_t length = graphics->content->at - operation->data_start;
	/* Of a list, only one of one: its end is the token after. */
	if (value && value->kind == TOKEN_ARRAY && filter && filter[1].kind == TOKEN_NAME)
		return NULL;
	if (!value)
		return g_bytes_new(text, length);
	if (filter && token_is(filter, "ASCIIHexDecode", "AHx"))
		return bytes_of_digits(text, length);
	if (filter && token_is(filter, "FlateDecode", "Fl"))
		return bytes_of_flate(text, length, most);
	return NULL;
}

/* Is it a QR code of one pixel a module? */
static bool inline_symbol(struct graphics *graphics, const struct operation *operation,
    const struct mark *mark, double bits)
{
	const struct token *space = inline_value(operation, "ColorSpace", "CS"),
			   *decode = inline_value(operation, "Decode", "D");
	struct pixels pixels = { NULL, mark->pixels[0], mark->pixels[1], 1, (unsigned)bits,
		mark->space, { 0, 1 }, NULL };
	bool listed = space && space->kind == TOKEN_ARRAY;
	if (!quiet_sized(mark) || listed || (bits != 1 && bits != 8) ||
	    (!mark->stencil && (!mark->space || mark->space->parts != 1)))
		return false;
	const struct token *end = operation->operands + operation->n_operands;
	for (int i = 0; decode && decode->kind == TOKEN_ARRAY && decode + 2 < end && i < 2; i++)
		pixels.decode[i] = decode[i + 1].number;
	size_t row = ((size_t)pixels.width * pixels.bits + 7) / 8;
	pixels.bytes = inline_bytes(graphics, operation, row * pixels.height);
	bool symbol = quiet_pixels(&pixels);
	g_clear_pointer(&pixels.bytes, g_bytes_unref);
	return symbol;
}

void imaging_inline(struct graphics *graphics, const struct operation *operation)
{
	const struct token *mask = inline_value(operation, "ImageMask", "IM");
	struct picture picture = {
		.width = inline_number(operation, "Width", "W", 0),
		.height = inline_number(operation, "Height", "H", 0),
		.stencil = mask && mask->kind == TOKEN_WORD && strcmp(mask->bytes, "true") == 0,
	};
	picture.bits = picture.stencil ? 1 : inline_number(operation, "BitsPerComponent", "BPC", 8);
	const struct space *space = picture.stencil ? NULL : inline_space(graphics, operation);
	struct content *content = graphics->content;
	size_t end =
	    end_told(content, operation, &picture, inline_parts(operation, &picture, space));
	if (!end)
		end = end_guessed(content, operation);
	if (end)
		content->at = end;
	check_filters(graphics, operation);
	if (space)
		graphics_space(graphics, space, "inline image", graphics->object);
	struct mark *mark = image_mark(graphics, &picture);
	mark->space = space;
	mark->symbol = inline_symbol(graphics, operation, mark, picture.bits);
	if (picture.stencil)
		colouring_use(graphics, mark->paint, mark);
}
