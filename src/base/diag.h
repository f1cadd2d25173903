/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * diag: what the reader is told, and where.
 *
 * Failures come in three kinds. The reader's mistake: a finding with file:line:column, the line and
 * a caret (diag_error, diag_warning), then keep looking; the next stage does not start. The world's
 * (open, write, a library): diag_failure with the path. Ours: assert.
 *
 *	content/fr.yaml:12:3: error: guide.title: does not fit ... [unfit]
 *	   12 |   title: Le titre beaucoup trop long ...
 *	      |          ^
 *	  help: shorten it by at least 14 characters
 *	layouts/poster.yaml:40:9: note: in this frame
 *
 * Findings are kept as text in `out` until the owner prints them (a worker hands them to its
 * parent). With DIAG_JSON each finding is one line of NDJSON: severity, code, message, file, line,
 * column, job; a note or help is a line of its own.
 */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* A file's bytes, kept as long as anything points into it. Always NUL-terminated after `length`. */
struct source {
	const char *path;
	const char *text;
	size_t length;
};

/* Where something stands. Line and column count from 1; the column counts characters, not bytes.
 * Line 0: the whole file. No source: no place (messages then carry none). */
struct place {
	const struct source *source;
	unsigned line, column;
};

/* Text that knows where it was written. */
struct phrase {
	const char *text;
	struct place place;
};

enum diag_format { DIAG_TEXT, DIAG_JSON };

struct diag {
	GString *out;
	enum diag_format format;
	const char *job; /* named in JSON and in failures without a path; may be NULL */
	unsigned errors; /* the reader's: exit status 1 */
	unsigned warnings;
	unsigned failures; /* the world's: exit status 2 */
	unsigned muted;	   /* > 0: nothing is printed or counted (trial runs) */
};

void diag_init(struct diag *diag, enum diag_format format);
void diag_release(struct diag *diag);

/* `code` is a short stable word for scripts: "unknown-key", "unfit". Messages have no final full
 * stop. */
void diag_error(struct diag *diag, struct place place, const char *code, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void diag_warning(struct diag *diag, struct place place, const char *code, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* A second place, or what to do: belongs to the finding before it. */
void diag_note(struct diag *diag, struct place place, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void diag_help(struct diag *diag, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The world's failure, about `path` (may be NULL). */
void diag_failure(struct diag *diag, const char *path, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Appends another's findings and counts (a worker's to its parent's). */
void diag_merge(struct diag *into, const struct diag *from);

/* Writes `out` to the stream and empties it; counts stay. */
void diag_flush(struct diag *diag, FILE *stream);

/* 0 clean, 1 findings, 2 failures. */
int diag_status(const struct diag *diag);

/* Names and texts of strangers, as a terminal may have them: what would move its cursor or reorder
 * the line, and what is not UTF-8, is U+FFFD; a tab is a space. Appended, or as a string to be
 * freed. All that diag prints as text has been through this. */
void diag_plain(GString *out, const char *text);
char *diag_shown(const char *text);

/* The same in JSON, in quotes: there everything is told exactly, but what is not UTF-8 is U+FFFD,
 * as JSON has no word for it. */
void diag_quoted(GString *out, const char *text);

/* The word of `words` (NULL-terminated) nearest to `word`, or NULL when none is near enough to
 * suggest: for "did you mean". Distance counts characters inserted, dropped, replaced or
 * swapped. */
const char *diag_nearest(const char *word, const char *const *words);

#endif
