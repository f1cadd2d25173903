/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compose/breaks.h"

#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/uloc.h>
#include <unicode/utext.h>

/* Words without their isolate controls. ICU takes those for marks on the letter before, and would
 * part a control from the contact behind it. */
struct bare {
	char *text;
	size_t length;
	size_t
	    *from; /* for each byte of text, where a line that starts with it starts in the words */
};

/* A control that opens belongs to what follows, one that closes to what stands before. */
static struct bare bare_new(const struct words *words)
{
	struct bare bare = { g_malloc(words->length + 1), 0, g_new0(size_t, words->length + 1) };
	size_t opened = SIZE_MAX;

	for (size_t at = 0; at < words->length;) {
		const char *start = words->text + at;
		size_t size = (size_t)(g_utf8_next_char(start) - start);
		gunichar character = g_utf8_get_char(start);

		if (character >= 0x2066 && character <= 0x2068) {
			opened = MIN(opened, at);
		} else if (character == 0x2069) {
			opened = SIZE_MAX;
		} else {
			bare.from[bare.length] = MIN(opened, at);
			memcpy(bare.text + bare.length, start, size);
			bare.length += size;
			opened = SIZE_MAX;
		}
		at += size;
	}
	bare.text[bare.length] = '\0';
	bare.from[bare.length] = words->length;
	return bare;
}

static void bare_free(struct bare *bare)
{
	g_free(bare->text);
	g_free(bare->from);
}

/* White space that a line may end in; no-break spaces and the figure space are none. */
static bool is_white(gunichar character)
{
	return character == ' ' || character == '\t' || character == '\n' || character == '\r' ||
	    character == 0x1680 ||
	    (character >= 0x2000 && character <= 0x200b && character != 0x2007) ||
	    character == 0x2028 || character == 0x2029 || character == 0x205f ||
	    character == 0x3000;
}

static bool is_one_of(gunichar character, const char *list)
{
	return character && g_utf8_strchr(list, -1, character);
}

/* What stands around a possible break. */
struct around {
	gunichar before, before2; /* the character before, and the one before that; 0: none */
	gunichar word_end,
	    word_end2; /* the last character before white space, and the one before it */
	gunichar after, after2;
};

static gunichar back(const char *text, const char **at)
{
	if (*at <= text)
		return 0;
	*at = g_utf8_prev_char(*at);
	return g_utf8_get_char(*at);
}

static struct around around_at(const char *text, size_t position)
{
	const char *at = text + position;
	struct around around = { 0 };

	around.after = g_utf8_get_char(at);
	around.after2 = around.after ? g_utf8_get_char(g_utf8_next_char(at)) : 0;
	around.before = around.word_end = back(text, &at);
	while (is_white(around.word_end))
		around.word_end = back(text, &at);
	around.word_end2 = back(text, &at);
	at = text + position;
	back(text, &at);
	around.before2 = back(text, &at);
	return around;
}

/* Signs that close or end what stands before them, also when a plain space parts them from it:
 * stops and quotes of French, dandas, the repetition marks of Thai, Lao and Khmer, percent. */
static const char closing[] = ";:!?%‰…)]}»›”’。，、．！？：；」』】》〉।॥؛؟،٪۔።፣፤፥፦፧፨၊။៖។៕ๆໆៗฯ";

/* Signs that open what follows, also across a plain space. */
static const char opening[] = "([{«‹„‚“‘¿¡「『【《〈";

/* Signs that part items of a line: between spaces they stay with what stands before them. */
static const char parting[] = "|·•";

/* A letter, or a sign that stands on one. */
static bool ends_letter(gunichar character)
{
	return g_unichar_isalpha(character) || g_unichar_ismark(character);
}

static bool is_forbidden(const struct around *around, bool korean)
{
	bool apart = is_white(around->before);

	if (around->before == '-' && ends_letter(around->before2) &&
	    g_unichar_isalpha(around->after))
		return true;
	if (korean && !apart && !is_one_of(around->before, "–—/"))
		return true;
	if (!apart)
		return false;
	if (is_one_of(around->after, parting) && is_white(around->after2))
		return true;
	/* With a letter right behind it, it opens: »so«, ”så”, and %50. */
	if (is_one_of(around->after, closing) && !g_unichar_isalnum(around->after2))
		return true;
	return is_one_of(around->word_end, opening) &&
	    (!around->word_end2 || is_white(around->word_end2));
}

/* Kinsoku as printers keep it (no small kana at a line's start); ICU's own default is laxer. */
static void locale_of(const char *lang, char *locale, int size)
{
	UErrorCode status = U_ZERO_ERROR;
	int32_t parsed;

	uloc_forLanguageTag(lang, locale, size, &parsed, &status);
	if (U_FAILURE(status) || !locale[0])
		g_strlcpy(locale, "en", (gsize)size);
	if (g_str_has_prefix(locale, "ja") || g_str_has_prefix(locale, "zh"))
		g_strlcat(locale, "@lb=strict", (gsize)size);
}

static bool is_language(const char *lang, const char *subtag)
{
	size_t length = strlen(subtag);

	return strncmp(lang, subtag, length) == 0 && (lang[length] == '\0' || lang[length] == '-');
}

/* Marks the breaks of ICU's line iterator that we keep. */
static void lines_mark(UBreakIterator *iterator, const struct bare *bare, const struct words *words,
    const char *lang, uint8_t *offsets)
{
	bool korean = is_language(lang, "ko");
	size_t span = 0;

	for (int32_t at = ubrk_first(iterator); at != UBRK_DONE; at = ubrk_next(iterator)) {
		size_t offset = bare->from[at];
		int32_t status = ubrk_getRuleStatus(iterator);
		struct around around;

		if (at == 0 || (size_t)at >= bare->length)
			continue;
		if (status >= UBRK_LINE_HARD && status < UBRK_LINE_HARD_LIMIT) {
			offsets[offset] |= OFFSET_BREAK | OFFSET_MUST;
			continue;
		}
		while (span < words->n_spans && words->spans[span].end <= offset)
			span++;
		if (span < words->n_spans && words->spans[span].start < offset)
			continue;
		around = around_at(bare->text, (size_t)at);
		if (!is_forbidden(&around, korean))
			offsets[offset] |= OFFSET_BREAK;
	}
}

/* A break between two letters that is not between two words parts a word. */
static void inner_mark(UBreakIterator *iterator, const struct bare *bare, uint8_t *offsets)
{
	for (size_t at = 1; at < bare->length; at++) {
		size_t offset = bare->from[at];

		if ((bare->text[at] & 0xc0) != 0x80 && offsets[offset] & OFFSET_BREAK &&
		    !(offsets[offset] & OFFSET_MUST) && !ubrk_isBoundary(iterator, (int32_t)at))
			offsets[offset] |= OFFSET_INNER;
	}
}

static UBreakIterator *iterator_open(UBreakIteratorType type, const char *lang, UText *text,
    struct diag *diag)
{
	UErrorCode status = U_ZERO_ERROR;
	char locale[ULOC_FULLNAME_CAPACITY];
	UBreakIterator *iterator;

	locale_of(lang, locale, sizeof(locale));
	iterator = ubrk_open(type, locale, NULL, 0, &status);
	if (U_SUCCESS(status))
		ubrk_setUText(iterator, text, &status);
	if (U_SUCCESS(status))
		return iterator;
	diag_failure(diag, NULL, "ICU cannot break lines of %s: %s", lang, u_errorName(status));
	ubrk_close(iterator);
	return NULL;
}

bool breaks_find(const struct words *words, const char *lang, uint8_t *offsets, struct diag *diag)
{
	UErrorCode status = U_ZERO_ERROR;
	struct bare bare = bare_new(words);
	UText *text = utext_openUTF8(NULL, bare.text, (int64_t)bare.length, &status);
	UBreakIterator *lines =
	    U_SUCCESS(status) ? iterator_open(UBRK_LINE, lang, text, diag) : NULL;
	UBreakIterator *parts = NULL;
	bool fine = lines != NULL;

	if (fine)
		lines_mark(lines, &bare, words, lang, offsets);
	if (fine && (is_language(lang, "zh") || is_language(lang, "ja"))) {
		parts = iterator_open(UBRK_WORD, lang, text, diag);
		fine = parts != NULL;
		if (fine)
			inner_mark(parts, &bare, offsets);
	}
	for (const char *at = words->text; *at; at = g_utf8_next_char(at))
		if (is_white(g_utf8_get_char(at)))
			offsets[at - words->text] |= OFFSET_SPACE;
	offsets[words->length] |= OFFSET_BREAK;
	if (lines)
		ubrk_close(lines);
	if (parts)
		ubrk_close(parts);
	utext_close(text);
	bare_free(&bare);
	return fine;
}
