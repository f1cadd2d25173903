/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/diag.h"

#include <stdarg.h>
#include <string.h>

enum {
	LINE_WIDTH = 76,   /* of a quoted line, in columns of a terminal */
	BEFORE_CARET = 40, /* kept in front of the caret when a line must be cut */
	WORD_LIMIT = 63	   /* characters; longer words are not worth a suggestion */
};

void diag_init(struct diag *diag, enum diag_format format)
{
	*diag = (struct diag){ .out = g_string_new(NULL), .format = format };
}

void diag_release(struct diag *diag)
{
	if (diag->out)
		g_string_free(diag->out, TRUE);
	diag->out = NULL;
}

/* What would move the cursor or reorder the line is shown as a replacement character; a tab as a
 * space. */
static gunichar visible(gunichar c)
{
	const bool bidi = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
	    c == 0x200E || c == 0x200F || c == 0x061C;

	if (c == '\t')
		return ' ';
	return bidi || c == 0x2028 || c == 0x2029 || c == 0xFEFF || g_unichar_iscntrl(c) ? 0xFFFD
											 : c;
}

static int columns(gunichar c)
{
	if (g_unichar_iszerowidth(c))
		return 0;
	return g_unichar_iswide(c) ? 2 : 1;
}

/* The characters of the place's line; NULL when the line is not there. Broken bytes count as one
 * each, as in node. */
static gunichar *line_characters(struct place place, size_t *count)
{
	const char *text = place.source->text, *end = text + place.source->length;
	gunichar *characters;

	if (place.source->length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
		text += 3;
	for (unsigned line = 1; line < place.line; line++) {
		text = memchr(text, '\n', (size_t)(end - text));
		if (!text)
			return NULL;
		text++;
	}
	characters = g_new(gunichar, (size_t)(end - text) + 1);
	*count = 0;
	while (text < end && *text != '\n') {
		gunichar c = *text ? g_utf8_get_char_validated(text, end - text) : 0;

		if (c == '\r' && text + 1 < end && text[1] == '\n')
			break;
		if (c >= (gunichar)-2) {
			c = 0xFFFD;
			text++;
		} else {
			text = *text ? g_utf8_next_char(text) : text + 1;
		}
		characters[(*count)++] = visible(c);
	}
	return characters;
}

/* The window of a long line that is quoted: around the caret, and as much as fits. */
static void window(const gunichar *characters, size_t count, size_t caret, size_t *first,
    size_t *last)
{
	int width = 0, before = 0;

	for (size_t i = 0; i < count; i++)
		width += columns(characters[i]);
	*first = 0;
	*last = count;
	if (width <= LINE_WIDTH)
		return;
	*first = caret < count ? caret : count;
	while (*first > 0 && before + columns(characters[*first - 1]) <= BEFORE_CARET)
		before += columns(characters[--*first]);
	/* Near the start of the line nothing need be cut off there for the sake of a few
	 * characters. */
	if (*first <= 2) {
		*first = 0;
		before = 0;
		for (size_t i = 0; i < caret && i < count; i++)
			before += columns(characters[i]);
	}
	width = before;
	*last = caret < count ? caret : count;
	while (*last < count && width + columns(characters[*last]) <= LINE_WIDTH)
		width += columns(characters[(*last)++]);
}

static void quote(GString *out, struct place place)
{
	size_t count = 0, first, last, caret = place.column ? place.column - 1 : 0;
	gunichar *characters = line_characters(place, &count);
	int pad = 0;

	if (!characters)
		return;
	if (caret > count)
		caret = count;
	window(characters, count, caret, &first, &last);
	g_string_append_printf(out, "%5u | ", place.line);
	if (first > 0) {
		g_string_append(out, "…");
		pad = 1;
	}
	for (size_t i = first; i < last; i++)
		g_string_append_unichar(out, characters[i]);
	g_string_append(out, last < count ? "…\n" : "\n");
	for (size_t i = first; i < caret; i++)
		pad += columns(characters[i]);
	g_string_append_printf(out, "      | %*s^\n", pad, "");
	g_free(characters);
}

void diag_plain(GString *out, const char *text)
{
	char *valid = g_utf8_make_valid(text, -1);

	for (const char *p = valid; *p; p = g_utf8_next_char(p))
		g_string_append_unichar(out, visible(g_utf8_get_char(p)));
	g_free(valid);
}

char *diag_shown(const char *text)
{
	GString *out = g_string_new(NULL);

	diag_plain(out, text);
	return g_string_free(out, FALSE);
}

void diag_quoted(GString *out, const char *text)
{
	char *valid = g_utf8_make_valid(text, -1);

	g_string_append_c(out, '"');
	for (const char *p = valid; *p; p = g_utf8_next_char(p)) {
		const gunichar c = g_utf8_get_char(p);

		/* JSON, too, is read at terminals. */
		if (c == '"' || c == '\\')
			g_string_append_printf(out, "\\%c", (int)c);
		else if (c == '\n')
			g_string_append(out, "\\n");
		else if (visible(c) != c && c != 0xFFFD)
			g_string_append_printf(out, "\\u%04x", c);
		else
			g_string_append_unichar(out, c);
	}
	g_string_append_c(out, '"');
	g_free(valid);
}

static void json_string(GString *out, const char *key, const char *text)
{
	g_string_append_printf(out, "%s\"%s\":", out->str[out->len - 1] == '{' ? "" : ",", key);
	diag_quoted(out, text);
}

struct finding {
	const char *severity;
	const char *code; /* NULL: none */
	const char *path; /* NULL: the place's */
	struct place place;
	bool quoted;
};

static void print_json(struct diag *diag, const struct finding *finding, const char *message)
{
	const char *path = finding->path;

	if (!path && finding->place.source)
		path = finding->place.source->path;
	g_string_append_c(diag->out, '{');
	json_string(diag->out, "severity", finding->severity);
	if (finding->code)
		json_string(diag->out, "code", finding->code);
	json_string(diag->out, "message", message);
	if (path)
		json_string(diag->out, "file", path);
	if (finding->place.source && finding->place.line)
		g_string_append_printf(diag->out, ",\"line\":%u,\"column\":%u", finding->place.line,
		    finding->place.column);
	if (diag->job)
		json_string(diag->out, "job", diag->job);
	g_string_append(diag->out, "}\n");
}

static void print_text(struct diag *diag, const struct finding *finding, const char *message)
{
	GString *out = diag->out;
	const struct source *source = finding->place.source;
	const char *path = finding->path;

	if (!path && source)
		path = source->path;
	if (!path && finding->quoted)
		path = diag->job;
	if (path) {
		diag_plain(out, path);
		if (!finding->path && source && finding->place.line)
			g_string_append_printf(out, ":%u:%u", finding->place.line,
			    finding->place.column);
		g_string_append(out, ": ");
	}
	g_string_append_printf(out, "%s: ", finding->severity);
	diag_plain(out, message);
	if (finding->code)
		g_string_append_printf(out, " [%s]", finding->code);
	g_string_append_c(out, '\n');
	if (finding->quoted && source && finding->place.line)
		quote(out, finding->place);
}

static void print(struct diag *diag, const struct finding *finding, const char *format,
    va_list args)
{
	char *message = g_strdup_vprintf(format, args);

	if (diag->format == DIAG_JSON)
		print_json(diag, finding, message);
	else
		print_text(diag, finding, message);
	g_free(message);
}

void diag_error(struct diag *diag, struct place place, const char *code, const char *format, ...)
{
	const struct finding finding = { "error", code, NULL, place, true };
	va_list args;

	if (diag->muted)
		return;
	diag->errors++;
	va_start(args, format);
	print(diag, &finding, format, args);
	va_end(args);
}

void diag_warning(struct diag *diag, struct place place, const char *code, const char *format, ...)
{
	const struct finding finding = { "warning", code, NULL, place, true };
	va_list args;

	if (diag->muted)
		return;
	diag->warnings++;
	va_start(args, format);
	print(diag, &finding, format, args);
	va_end(args);
}

void diag_note(struct diag *diag, struct place place, const char *format, ...)
{
	const struct finding finding = { "note", NULL, NULL, place, false };
	va_list args;

	if (diag->muted)
		return;
	va_start(args, format);
	print(diag, &finding, format, args);
	va_end(args);
}

void diag_help(struct diag *diag, const char *format, ...)
{
	const struct finding finding = { "help", NULL, NULL, { NULL, 0, 0 }, false };
	va_list args;

	if (diag->muted)
		return;
	if (diag->format == DIAG_TEXT)
		g_string_append(diag->out, "  ");
	va_start(args, format);
	print(diag, &finding, format, args);
	va_end(args);
}

void diag_failure(struct diag *diag, const char *path, const char *format, ...)
{
	const struct finding finding = { "failure", NULL, path, { NULL, 0, 0 }, true };
	va_list args;

	if (diag->muted)
		return;
	diag->failures++;
	va_start(args, format);
	print(diag, &finding, format, args);
	va_end(args);
}

void diag_merge(struct diag *into, const struct diag *from)
{
	g_string_append_len(into->out, from->out->str, (gssize)from->out->len);
	into->errors += from->errors;
	into->warnings += from->warnings;
	into->failures += from->failures;
}

void diag_flush(struct diag *diag, FILE *stream)
{
	fwrite(diag->out->str, 1, diag->out->len, stream);
	fflush(stream);
	g_string_truncate(diag->out, 0);
}

int diag_status(const struct diag *diag)
{
	if (diag->failures)
		return 2;
	return diag->errors ? 1 : 0;
}

/* The characters of a word, lower case; false when it is too long or not UTF-8. */
static bool word_characters(const char *word, gunichar *characters, size_t *count)
{
	*count = 0;
	if (!g_utf8_validate(word, -1, NULL))
		return false;
	for (; *word; word = g_utf8_next_char(word)) {
		if (*count == WORD_LIMIT)
			return false;
		characters[(*count)++] = g_unichar_tolower(g_utf8_get_char(word));
	}
	return true;
}

/* The least number of characters inserted, dropped, replaced, or swapped with a neighbour. */
static size_t word_distance(const gunichar *a, size_t n, const gunichar *b, size_t m)
{
	size_t rows[3][WORD_LIMIT + 1];

	for (size_t j = 0; j <= m; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= n; i++) {
		size_t *row = rows[i % 3];
		const size_t *above = rows[(i + 2) % 3], *above2 = rows[(i + 1) % 3];

		row[0] = i;
		for (size_t j = 1; j <= m; j++) {
			row[j] = MIN(MIN(above[j], row[j - 1]) + 1,
			    above[j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				row[j] = MIN(row[j], above2[j - 2] + 1);
		}
	}
	return rows[n % 3][m];
}

const char *diag_nearest(const char *word, const char *const *words)
{
	gunichar a[WORD_LIMIT], b[WORD_LIMIT];
	size_t n, m, best = G_MAXSIZE;
	const char *nearest = NULL;

	if (!word_characters(word, a, &n) || n == 0)
		return NULL;
	for (; *words; words++) {
		size_t distance;

		if (!word_characters(*words, b, &m))
			continue;
		distance = word_distance(a, n, b, m);
		/* One slip in three characters still looks like the word that was meant. */
		if (distance < best && distance <= MAX(n, m) / 3) {
			best = distance;
			nearest = *words;
		}
	}
	return nearest;
}
