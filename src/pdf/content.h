/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * content: a page's content stream as operations, each an operator with its operands. For our own
 * streams and for a stranger's: damage is told, never followed.
 */
#ifndef PDF_CONTENT_H
#define PDF_CONTENT_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum token_kind {
	TOKEN_NUMBER,
	TOKEN_STRING, /* literal or hexadecimal, decoded */
	TOKEN_NAME,   /* without its slash, #xx decoded */
	TOKEN_ARRAY,
	TOKEN_ARRAY_END,
	TOKEN_DICT,
	TOKEN_DICT_END,
	TOKEN_WORD /* true, false, null, as an operand */
};

struct token {
	enum token_kind kind;
	size_t start, end; /* its bytes in the stream */
	double number;
	const char
	    *bytes; /* strings, names and words; NUL-terminated; good until the next operation */
	size_t length;
};

enum { OPERATOR_LONGEST = 31 };

struct operation {
	char name[OPERATOR_LONGEST + 1];
	size_t start, end;	      /* from the first operand to the end of the operator */
	const struct token *operands; /* flat: brackets are tokens of their own */
	size_t n_operands;
	size_t data_start,
	    data_end; /* of an inline image, which is one operation "BI" up to its EI */
};

struct content {
	const char *text;
	size_t length;
	size_t at;
	GArray *tokens;
	GString *strings;
	const char *broken; /* what was wrong at `at`, or NULL */
	bool uneven; /* an operation had brackets without their other half: told at the end */
	size_t uneven_at;
};

void content_init(struct content *content, const char *text, size_t length);
/* The next text, with the memory of the last. */
void content_restart(struct content *content, const char *text, size_t length);
void content_release(struct content *content);

/* False at the end, or where the stream is broken. */
bool content_next(struct content *content, struct operation *operation);

/* The first four bytes of a string as one number, as CMaps write codes. */
uint32_t token_code(const struct token *token);

bool operation_is(const struct operation *operation, const char *name);

/* True when the operands are exactly `count` numbers, which `numbers` gets. */
bool operation_numbers(const struct operation *operation, double *numbers, size_t count);

/* The value of a key in the dictionary that starts at operand `first`: index of its first token, or
 * 0. */
size_t operation_key(const struct operation *operation, size_t first, const char *key);

#endif
