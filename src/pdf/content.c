/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdf/content.h"

#include <math.h>
#include <string.h>

/* What a byte is to the tokenizer; the rest is regular. */
enum { SPACE = 1, DELIMITER = 2 };

static const unsigned char kinds[256] = {
	['\0'] = SPACE,
	['\t'] = SPACE,
	['\n'] = SPACE,
	['\f'] = SPACE,
	['\r'] = SPACE,
	[' '] = SPACE,
	['('] = DELIMITER,
	[')'] = DELIMITER,
	['<'] = DELIMITER,
	['>'] = DELIMITER,
	['['] = DELIMITER,
	[']'] = DELIMITER,
	['{'] = DELIMITER,
	['}'] = DELIMITER,
	['/'] = DELIMITER,
	['%'] = DELIMITER,
};

static bool is_space(char c)
{
	return kinds[(unsigned char)c] == SPACE;
}

static bool is_regular(char c)
{
	return kinds[(unsigned char)c] == 0;
}

void content_init(struct content *content, const char *text, size_t length)
{
	*content = (struct content){ .text = text, .length = length };
	content->tokens = g_array_new(FALSE, FALSE, sizeof(struct token));
	content->strings = g_string_new(NULL);
}

void content_restart(struct content *content, const char *text, size_t length)
{
	content->text = text;
	content->length = length;
	content->at = 0;
	content->broken = NULL;
	content->uneven = false;
}

void content_release(struct content *content)
{
	if (content->tokens)
		g_array_free(content->tokens, TRUE);
	if (content->strings)
		g_string_free(content->strings, TRUE);
	content->tokens = NULL;
	content->strings = NULL;
}

static bool content_break(struct content *content, const char *what)
{
	content->broken = what;
	return false;
}

static void skip_space(struct content *content)
{
	while (content->at < content->length) {
		char c = content->text[content->at];
		if (is_regular(c))
			return;
		if (c == '%') {
			while (content->at < content->length &&
			    content->text[content->at] != '\n' &&
			    content->text[content->at] != '\r')
				content->at++;
		} else if (is_space(c)) {
			content->at++;
		} else {
			return;
		}
	}
}

/*
 * The token's text stands in `strings` from `string` on; a NUL ends it. `strings` grows and moves,
 * so content_next makes pointers of these offsets.
 */
static void token_add(struct content *content, enum token_kind kind, size_t start, size_t string)
{
	struct token token = { .kind = kind, .start = start, .end = content->at };
	token.length = content->strings->len - string;
	token.bytes = GSIZE_TO_POINTER(string);
	g_string_append_c(content->strings, '\0');
	g_array_append_val(content->tokens, token);
}

static void literal_escape(struct content *content)
{
	static const char letters[] = "nrtbf", values[] = "\n\r\t\b\f";
	if (content->at >= content->length)
		return;
	char c = content->text[content->at++];
	const char *letter = c ? strchr(letters, c) : NULL;
	if (letter) {
		g_string_append_c(content->strings, values[letter - letters]);
	} else if (c >= '0' && c <= '7') {
		unsigned code = (unsigned)(c - '0');
		for (int i = 0; i < 2 && content->at < content->length; i++) {
			c = content->text[content->at];
			if (c < '0' || c > '7')
				break;
			code = code * 8 + (unsigned)(c - '0');
			content->at++;
		}
		g_string_append_c(content->strings, (char)(code & 0xff));
	} else if (c == '\r') {
		if (content->at < content->length && content->text[content->at] == '\n')
			content->at++;
	} else if (c != '\n') {
		g_string_append_c(content->strings, c);
	}
}

static bool read_literal(struct content *content)
{
	size_t start = content->at++, string = content->strings->len;
	unsigned depth = 1;
	while (content->at < content->length) {
		char c = content->text[content->at++];
		if (c == '\\') {
			literal_escape(content);
			continue;
		}
		if (c == '(')
			depth++;
		if (c == ')' && --depth == 0) {
			token_add(content, TOKEN_STRING, start, string);
			return true;
		}
		if (c == '\r') {
			if (content->at < content->length && content->text[content->at] == '\n')
				content->at++;
			c = '\n';
		}
		g_string_append_c(content->strings, c);
	}
	return content_break(content, "a string has no end");
}

static bool read_hex(struct content *content)
{
	size_t start = content->at++, string = content->strings->len;
	int high = -1;
	while (content->at < content->length) {
		char c = content->text[content->at++];
		if (c == '>') {
			if (high >= 0)
				g_string_append_c(content->strings, (char)(high << 4));
			token_add(content, TOKEN_STRING, start, string);
			return true;
		}
		int digit = g_ascii_xdigit_value(c);
		if (digit < 0 && !is_space(c))
			return content_break(content, "a hexadecimal string holds something else");
		if (digit < 0)
			continue;
		if (high < 0) {
			high = digit;
		} else {
			g_string_append_c(content->strings, (char)(high << 4 | digit));
			high = -1;
		}
	}
	return content_break(content, "a hexadecimal string has no end");
}

static bool read_name(struct content *content)
{
	size_t start = content->at++, string = content->strings->len;
	while (content->at < content->length && is_regular(content->text[content->at])) {
		char c = content->text[content->at++];
		if (c == '#' && content->at + 1 < content->length) {
			int high = g_ascii_xdigit_value(content->text[content->at]);
			int low = g_ascii_xdigit_value(content->text[content->at + 1]);
			if (high >= 0 && low >= 0) {
				c = (char)(high << 4 | low);
				content->at += 2;
			}
		}
		g_string_append_c(content->strings, c);
	}
	token_add(content, TOKEN_NAME, start, string);
	return true;
}

/* Sign, digits and one point; anything else that looks like a number counts up to where it goes
 * wrong, as viewers do. */
static double number_value(const char *text, size_t length)
{
	double value = 0, unit = 1, sign = 1;
	bool point = false;
	for (size_t i = 0; i < length; i++) {
		char c = text[i];
		if (c == '-' && i == 0) {
			sign = -1;
		} else if (c == '.' && !point) {
			point = true;
		} else if (g_ascii_isdigit(c)) {
			value = value * 10 + (c - '0');
			if (point)
				unit *= 10;
		} else if (!((c == '-' || c == '+') && value == 0 && !point)) {
			break;
		}
	}
	/* Hundreds of digits on both sides of the point make no number. */
	value /= unit;
	return isfinite(value) ? sign * value : 0;
}

/* An inline image's data, from the white space after ID to its EI. */
static bool read_image(struct content *content, struct operation *operation)
{
	if (content->at < content->length)
		content->at++;
	operation->data_start = content->at;
	for (size_t i = content->at; i + 2 <= content->length; i++) {
		if (content->text[i] != 'E' || content->text[i + 1] != 'I')
			continue;
		if (i > operation->data_start && !is_space(content->text[i - 1]))
			continue;
		if (i + 2 < content->length && is_regular(content->text[i + 2]))
			continue;
		operation->data_end = i;
		content->at = i + 2;
		return true;
	}
	return content_break(content, "an inline image has no end");
}

/* A number, an operand word, or the operator that ends the operation (`done`). */
static bool read_word(struct content *content, struct operation *operation, bool *done)
{
	size_t start = content->at;
	const char *text = content->text + start;
	while (content->at < content->length && is_regular(content->text[content->at]))
		content->at++;
	size_t length = content->at - start;
	if (length == 0)
		return content_break(content, "a bracket stands alone");
	if (g_ascii_isdigit(text[0]) || text[0] == '-' || text[0] == '+' || text[0] == '.') {
		token_add(content, TOKEN_NUMBER, start, content->strings->len);
		struct token *last =
		    &g_array_index(content->tokens, struct token, content->tokens->len - 1);
		last->number = number_value(text, length);
		return true;
	}
	if ((length == 4 && (!memcmp(text, "true", 4) || !memcmp(text, "null", 4))) ||
	    (length == 5 && !memcmp(text, "false", 5))) {
		size_t string = content->strings->len;
		g_string_append_len(content->strings, text, (gssize)length);
		token_add(content, TOKEN_WORD, start, string);
		return true;
	}
	if (length > OPERATOR_LONGEST)
		return content_break(content, "an operator is too long");
	if (length == 2 && !memcmp(text, "BI", 2) && operation->name[0] == '\0') {
		strcpy(operation->name, "BI");
		return true;
	}
	if (operation->name[0] != '\0') {
		if (length != 2 || memcmp(text, "ID", 2) != 0)
			return content_break(content,
			    "an operator stands in an inline image's dictionary");
		*done = true;
		return read_image(content, operation);
	}
	memcpy(operation->name, text, length);
	operation->name[length] = '\0';
	*done = true;
	return true;
}

static bool read_token(struct content *content, struct operation *operation, bool *done)
{
	char c = content->text[content->at];
	bool twice = content->at + 1 < content->length && content->text[content->at + 1] == c;
	size_t start = content->at;
	switch (c) {
	case '(':
		return read_literal(content);
	case '/':
		return read_name(content);
	case '[':
	case ']':
		content->at++;
		token_add(content, c == '[' ? TOKEN_ARRAY : TOKEN_ARRAY_END, start,
		    content->strings->len);
		return true;
	case '<':
		if (!twice)
			return read_hex(content);
		content->at += 2;
		token_add(content, TOKEN_DICT, start, content->strings->len);
		return true;
	case '>':
		if (!twice)
			return content_break(content, "a bracket stands alone");
		content->at += 2;
		token_add(content, TOKEN_DICT_END, start, content->strings->len);
		return true;
	default:
		return read_word(content, operation, done);
	}
}

static void tokens_finish(struct content *content, const struct operation *operation)
{
	int depth = 0;
	for (guint i = 0; i < content->tokens->len; i++) {
		struct token *token = &g_array_index(content->tokens, struct token, i);
		token->bytes = content->strings->str + GPOINTER_TO_SIZE(token->bytes);
		depth += token->kind == TOKEN_ARRAY || token->kind == TOKEN_DICT;
		depth -= token->kind == TOKEN_ARRAY_END || token->kind == TOKEN_DICT_END;
	}
	/* Some viewers read on, others lose all that follows: what follows is read, too. */
	if (depth != 0 && !content->uneven) {
		content->uneven = true;
		content->uneven_at = operation->start;
	}
}

/* The end of the text; always false. */
static bool finish(struct content *content, const struct operation *operation)
{
	if (content->tokens->len || operation->name[0])
		return content_break(content, "the stream ends inside an operation");
	if (!content->uneven)
		return false;
	content->at = content->uneven_at;
	return content_break(content, "a bracket stands alone");
}

bool content_next(struct content *content, struct operation *operation)
{
	*operation = (struct operation){ .name = "" };
	g_array_set_size(content->tokens, 0);
	g_string_truncate(content->strings, 0);
	bool done = false;
	skip_space(content);
	operation->start = content->at;
	while (!done) {
		skip_space(content);
		if (content->broken)
			return false;
		if (content->at >= content->length)
			return finish(content, operation);
		if (!read_token(content, operation, &done))
			return false;
	}
	tokens_finish(content, operation);
	operation->end = content->at;
	operation->operands = (const struct token *)(const void *)content->tokens->data;
	operation->n_operands = content->tokens->len;
	return true;
}

uint32_t token_code(const struct token *token)
{
	uint32_t code = 0;
	for (size_t i = 0; i < token->length && i < 4; i++)
		code = code << 8 | (unsigned char)token->bytes[i];
	return code;
}

bool operation_is(const struct operation *operation, const char *name)
{
	return strcmp(operation->name, name) == 0;
}

bool operation_numbers(const struct operation *operation, double *numbers, size_t count)
{
	if (operation->n_operands != count)
		return false;
	for (size_t i = 0; i < count; i++) {
		if (operation->operands[i].kind != TOKEN_NUMBER)
			return false;
		numbers[i] = operation->operands[i].number;
	}
	return true;
}

/* The token after the value that starts at `i`. */
static size_t skip_value(const struct operation *operation, size_t i)
{
	int depth = 0;
	for (; i < operation->n_operands; i++) {
		enum token_kind kind = operation->operands[i].kind;
		if (kind == TOKEN_DICT || kind == TOKEN_ARRAY)
			depth++;
		if (kind == TOKEN_DICT_END || kind == TOKEN_ARRAY_END)
			depth--;
		if (depth <= 0)
			return i + 1;
	}
	return i;
}

size_t operation_key(const struct operation *operation, size_t first, const char *key)
{
	if (first >= operation->n_operands || operation->operands[first].kind != TOKEN_DICT)
		return 0;
	for (size_t i = first + 1; i + 1 < operation->n_operands;
	    i = skip_value(operation, i + 1)) {
		const struct token *token = &operation->operands[i];
		if (token->kind != TOKEN_NAME)
			return 0;
		if (strcmp(token->bytes, key) == 0)
			return i + 1;
	}
	return 0;
}
