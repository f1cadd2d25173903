/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "read/wording.h"

#include <glib.h>
#include <string.h>

#include "read/schema.h"

struct range {
	gunichar first, last;
};

/* What is drawn as emoji by default (Unicode's Emoji_Presentation), and what turns other
 * characters into emoji. */
static const struct range emoji[] = {
	{ 0x20E3, 0x20E3 },
	{ 0x231A, 0x231B },
	{ 0x23E9, 0x23EC },
	{ 0x23F0, 0x23F0 },
	{ 0x23F3, 0x23F3 },
	{ 0x25FD, 0x25FE },
	{ 0x2614, 0x2615 },
	{ 0x2648, 0x2653 },
	{ 0x267F, 0x267F },
	{ 0x2693, 0x2693 },
	{ 0x26A1, 0x26A1 },
	{ 0x26AA, 0x26AB },
	{ 0x26BD, 0x26BE },
	{ 0x26C4, 0x26C5 },
	{ 0x26CE, 0x26CE },
	{ 0x26D4, 0x26D4 },
	{ 0x26EA, 0x26EA },
	{ 0x26F2, 0x26F3 },
	{ 0x26F5, 0x26F5 },
	{ 0x26FA, 0x26FA },
	{ 0x26FD, 0x26FD },
	{ 0x2705, 0x2705 },
	{ 0x270A, 0x270B },
	{ 0x2728, 0x2728 },
	{ 0x274C, 0x274C },
	{ 0x274E, 0x274E },
	{ 0x2753, 0x2755 },
	{ 0x2757, 0x2757 },
	{ 0x2795, 0x2797 },
	{ 0x27B0, 0x27B0 },
	{ 0x27BF, 0x27BF },
	{ 0x2B1B, 0x2B1C },
	{ 0x2B50, 0x2B50 },
	{ 0x2B55, 0x2B55 },
	{ 0xFE0F, 0xFE0F },
	{ 0x1F000, 0x1F0FF },
	{ 0x1F18E, 0x1F18E },
	{ 0x1F191, 0x1F19A },
	{ 0x1F1E6, 0x1F1FF },
	{ 0x1F200, 0x1FAFF },
	{ 0xE0020, 0xE007F },
};

static const struct range private_use[] = { { 0xE000, 0xF8FF }, { 0xF0000, 0xFFFFD },
	{ 0x100000, 0x10FFFD } };

enum {
	LRE = 0x202A,
	RLE = 0x202B,
	PDF = 0x202C,
	LRO = 0x202D,
	RLO = 0x202E,
	LRI = 0x2066,
	FSI = 0x2068,
	PDI = 0x2069,
	BIDI_DEPTH = 16
};

/* In guide: the contacts. In labels also the last two. */
static const char *const placeholders[] = { "phone", "digits", "site", "org_site", "page", "pages",
	NULL };

enum { N_PLACEHOLDERS = 6, N_CONTACTS = 4, NAME_LIMIT = 40 };

static bool in_ranges(gunichar c, const struct range *ranges, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (c >= ranges[i].first && c <= ranges[i].last)
			return true;
	}
	return false;
}

/* The place of a byte of the text, where the source says the same characters from the phrase's
 * place on; in a text that is folded or escaped the phrase's own. */
static struct place place_within(struct phrase phrase, size_t offset)
{
	const struct source *source = phrase.place.source;
	struct place place = phrase.place;
	const char *p, *end;

	if (!source || !place.line)
		return place;
	p = source->text;
	end = p + source->length;
	if (source->length >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0)
		p += 3;
	for (unsigned line = 1; line < place.line; line++) {
		p = memchr(p, '\n', (size_t)(end - p));
		if (!p)
			return phrase.place;
		p++;
	}
	for (unsigned column = 1; column < place.column && p < end && *p != '\n'; column++)
		p = g_utf8_next_char(p);
	if (p < end && (*p == '"' || *p == '\'') && phrase.text[0] != *p) {
		p++;
		place.column++;
	}
	if ((size_t)(end - p) <= offset || memcmp(p, phrase.text, offset + 1) != 0)
		return phrase.place;
	place.column += (unsigned)g_utf8_strlen(phrase.text, (gssize)offset);
	return place;
}

static bool refuse(struct phrase phrase, size_t offset, const char *path, gunichar c,
    const char *what, struct diag *diag)
{
	diag_error(diag, place_within(phrase, offset), "character", "%s: U+%04X is %s", path, c,
	    what);
	return false;
}

static bool character_check(struct phrase phrase, size_t offset, const char *path,
    struct diag *diag)
{
	const gunichar c = g_utf8_get_char(phrase.text + offset);
	const char *help = "delete it; it may have come along with text pasted from elsewhere";
	char what[64];

	if (in_ranges(c, emoji, G_N_ELEMENTS(emoji))) {
		if (c == 0xFE0F || c >= 0xE0000)
			g_strlcpy(what, "part of an emoji", sizeof(what));
		else
			g_snprintf(what, sizeof(what), "an emoji (%.*s)",
			    (int)(g_utf8_next_char(phrase.text + offset) - (phrase.text + offset)),
			    phrase.text + offset);
		help = "say it in words: emoji cannot be printed in the palette's inks";
	} else if (in_ranges(c, private_use, G_N_ELEMENTS(private_use))) {
		g_strlcpy(what, "a private-use character", sizeof(what));
		help = "it looks different in every font, or like nothing: "
		       "type the letter that is meant";
	} else if (c == '\n' || c == 0x2028 || c == 0x2029) {
		g_strlcpy(what, "a line break inside a text", sizeof(what));
		help = "write the text in one piece, or as a folded text (>); "
		       "the program breaks the lines";
	} else if (c == 0xFFFC) {
		g_strlcpy(what, "where a picture was pasted", sizeof(what));
	} else if (c == 0xFFFD) {
		g_strlcpy(what, "where a character was lost", sizeof(what));
		help = "type the character that is meant";
	} else if (c == 0xFEFF) {
		g_strlcpy(what, "a byte order mark", sizeof(what));
	} else if (g_unichar_iscntrl(c) || (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF)) {
		g_strlcpy(what, "a control character", sizeof(what));
	} else {
		return true;
	}
	refuse(phrase, offset, path, c, what, diag);
	diag_help(diag, "%s", help);
	return false;
}

/* Composed, so that hashes, searches and fonts agree on what a letter is. */
static bool normal_check(struct phrase phrase, const char *path, struct diag *diag)
{
	char *normal = g_utf8_normalize(phrase.text, -1, G_NORMALIZE_NFC);
	const char *a = phrase.text, *b = normal, *start = a, *start_b = b;
	GString *typed, *composed;

	if (strcmp(a, b) == 0) {
		g_free(normal);
		return true;
	}
	/* Back from the first difference to the base letter that both share or differ in. */
	while (*a && *a == *b) {
		if ((*a & 0xC0) != 0x80 && g_unichar_combining_class(g_utf8_get_char(a)) == 0) {
			start = a;
			start_b = b;
		}
		a++;
		b++;
	}
	if ((*a & 0xC0) != 0x80 && *a && g_unichar_combining_class(g_utf8_get_char(a)) == 0 && *b &&
	    (*b & 0xC0) != 0x80 && g_unichar_combining_class(g_utf8_get_char(b)) == 0) {
		start = a;
		start_b = b;
	}
	typed = g_string_new(NULL);
	composed = g_string_new(NULL);
	for (const char *p = start; *p && (p == start || g_unichar_ismark(g_utf8_get_char(p)));
	    p = g_utf8_next_char(p))
		g_string_append_printf(typed, "%sU+%04X", typed->len ? " " : "",
		    g_utf8_get_char(p));
	for (const char *p = start_b; *p && (p == start_b || g_unichar_ismark(g_utf8_get_char(p)));
	    p = g_utf8_next_char(p))
		g_string_append_printf(composed, "%sU+%04X", composed->len ? " " : "",
		    g_utf8_get_char(p));
	diag_error(diag, place_within(phrase, (size_t)(start - phrase.text)), "not-nfc",
	    "%s: %s is not the usual form (NFC) of this letter", path, typed->str);
	diag_help(diag, "type it again as %s, or let the editor save the file in the form NFC",
	    composed->str);
	g_string_free(typed, TRUE);
	g_string_free(composed, TRUE);
	g_free(normal);
	return false;
}

/* Embeddings and isolates must be closed, must hold something, and may not force a direction. */
static bool bidi_check(struct phrase phrase, const char *path, struct diag *diag)
{
	size_t open[BIDI_DEPTH], depth = 0;
	bool filled[BIDI_DEPTH], ok = true;

	for (const char *p = phrase.text; *p; p = g_utf8_next_char(p)) {
		const gunichar c = g_utf8_get_char(p);
		const size_t offset = (size_t)(p - phrase.text);
		const bool opens = c == LRE || c == RLE || (c >= LRI && c <= FSI);

		if (c == LRO || c == RLO) {
			ok = refuse(phrase, offset, path, c,
			    "a bidi control that forces a direction", diag);
		} else if (opens && depth == BIDI_DEPTH) {
			return refuse(phrase, offset, path, c, "one bidi control too many", diag);
		} else if (opens) {
			filled[depth] = false;
			open[depth++] = offset;
		} else if (c != PDF && c != PDI) {
			for (size_t i = 0; i < depth && !g_unichar_isspace(c); i++)
				filled[i] = true;
		} else if (depth == 0) {
			ok = refuse(phrase, offset, path, c, "a bidi control that closes nothing",
			    diag);
		} else {
			const size_t from = open[--depth];
			const gunichar opener = g_utf8_get_char(phrase.text + from);

			if ((c == PDI) != (opener >= LRI))
				ok = refuse(phrase, offset, path, c,
				    "a bidi control that does not close what is open", diag);
			else if (!filled[depth])
				ok = refuse(phrase, from, path, opener,
				    "a bidi control around nothing", diag);
		}
	}
	while (depth-- > 0)
		ok = refuse(phrase, open[depth], path, g_utf8_get_char(phrase.text + open[depth]),
		    "a bidi control that nothing closes", diag);
	if (!ok)
		diag_help(diag, "delete it: contacts keep their direction by themselves");
	return ok;
}

/* The placeholder that begins at `text` ("{site}"): its index, -1 for another name, -2 when
 * there is no name. */
static int placeholder_parse(const char *text, char name[NAME_LIMIT], size_t *length)
{
	const size_t inside = strcspn(text + 1, "{}");

	if (text[0] != '{' || text[1 + inside] != '}' || inside == 0 || inside >= NAME_LIMIT) {
		*length = 1;
		return -2;
	}
	memcpy(name, text + 1, inside);
	name[inside] = '\0';
	*length = inside + 2;
	for (int i = 0; i < N_PLACEHOLDERS; i++) {
		if (strcmp(name, placeholders[i]) == 0)
			return i;
	}
	return -1;
}

static bool placeholders_check(struct phrase phrase, const char *path, bool label,
    struct diag *diag)
{
	const char *known[N_PLACEHOLDERS + 1] = { NULL };
	const char *p = phrase.text;
	bool ok = true;

	memcpy(known, placeholders, sizeof(*known) * (label ? N_PLACEHOLDERS : N_CONTACTS));
	while (*(p += strcspn(p, "{}"))) {
		const struct place place = place_within(phrase, (size_t)(p - phrase.text));
		char name[NAME_LIMIT];
		size_t length;
		const int index = placeholder_parse(p, name, &length);

		if (index == -2) {
			diag_error(diag, place, "placeholder",
			    "%s: a brace that belongs to no placeholder", path);
			diag_help(diag, "a placeholder is a name in braces, such as {site}");
			ok = false;
		} else if (!label && index >= N_CONTACTS) {
			diag_error(diag, place, "placeholder", "%s: {%s} may stand in labels only",
			    path, name);
			ok = false;
		} else if (index < 0) {
			schema_unknown(place, "placeholder", name, known, diag);
			ok = false;
		}
		p += length;
	}
	return ok;
}

/* Something that a reader sees. */
static bool visible_check(struct phrase phrase, const char *path, struct diag *diag)
{
	for (const char *p = phrase.text; *p; p = g_utf8_next_char(p)) {
		const gunichar c = g_utf8_get_char(p);

		if (g_unichar_isgraph(c) && !g_unichar_iszerowidth(c))
			return true;
	}
	diag_error(diag, phrase.place, "empty", "%s: nothing here can be seen", path);
	return false;
}

/* What may stand between the digits of a telephone number. */
static bool is_separator(gunichar c)
{
	return c == '-' || c == '.' || c == '/' || c == '(' || c == ')' ||
	    g_unichar_type(c) == G_UNICODE_SPACE_SEPARATOR ||
	    g_unichar_type(c) == G_UNICODE_DASH_PUNCTUATION;
}

/* The end of the telephone number that begins here, also with a word in it (1-800-THE-LOST); NULL:
 * this is none. Years, ages and sums have fewer digits. */
static const char *number_end(const char *text)
{
	enum { LEAST = 9, LEAST_BEFORE_WORD = 4, GAP = 2 };
	const char *end = NULL;
	unsigned digits = 0, letters = 0, gap = 0, hyphens = 0;

	for (const char *p = text; *p && gap <= GAP; p = g_utf8_next_char(p)) {
		const gunichar c = g_utf8_get_char(p);

		if (g_unichar_isdigit(c)) {
			digits++;
		} else if (c < 0x80 && g_ascii_isupper((char)c) && digits >= LEAST_BEFORE_WORD &&
		    (letters || p[-1] == '-')) {
			letters++;
		} else if (is_separator(c) && (!letters || c == '-')) {
			hyphens += c == '-';
			gap++;
			continue;
		} else {
			break;
		}
		gap = 0;
		end = g_utf8_next_char(p);
	}
	return digits + letters >= LEAST && (!letters || hyphens > 1) ? end : NULL;
}

/* Contacts belong to the region's file, which is checked; a number typed here would be printed
 * whatever it is. */
static bool contacts_check(struct phrase phrase, const char *path, struct diag *diag)
{
	bool ok = true, inside = false;

	for (const char *p = phrase.text; *p;) {
		const char *end =
		    !inside && g_unichar_isdigit(g_utf8_get_char(p)) ? number_end(p) : NULL;

		inside = g_unichar_isalnum(g_utf8_get_char(p));
		if (!end) {
			p = g_utf8_next_char(p);
			continue;
		}
		diag_error(diag, place_within(phrase, (size_t)(p - phrase.text)), "contact",
		    "%s: \"%.*s\" looks like a telephone number", path, (int)(end - p), p);
		diag_help(diag,
		    "write {phone} or {digits}: numbers come from the region's contacts");
		ok = false;
		p = end;
		inside = true;
	}
	return ok;
}

bool wording_check(struct phrase phrase, const char *path, bool label, struct diag *diag)
{
	bool ok = true;

	for (const char *p = phrase.text; *p; p = g_utf8_next_char(p))
		ok &= character_check(phrase, (size_t)(p - phrase.text), path, diag);
	ok &= normal_check(phrase, path, diag);
	ok &= bidi_check(phrase, path, diag);
	ok &= placeholders_check(phrase, path, label, diag);
	ok &= contacts_check(phrase, path, diag);
	return ok && visible_check(phrase, path, diag);
}

static void placeholders_count(const char *text, unsigned counts[N_PLACEHOLDERS])
{
	while (*(text += strcspn(text, "{}"))) {
		char name[NAME_LIMIT];
		size_t length;
		const int index = placeholder_parse(text, name, &length);

		if (index >= 0)
			counts[index]++;
		text += length;
	}
}

bool wording_match(struct phrase phrase, struct phrase english, const char *path, struct diag *diag)
{
	unsigned here[N_PLACEHOLDERS] = { 0 }, there[N_PLACEHOLDERS] = { 0 };
	bool ok = true;

	placeholders_count(phrase.text, here);
	placeholders_count(english.text, there);
	for (int i = 0; i < N_PLACEHOLDERS; i++) {
		char *mark;

		if (here[i] == there[i])
			continue;
		ok = false;
		if (here[i] == 0) {
			diag_error(diag, phrase.place, "placeholder", "%s: {%s} is missing", path,
			    placeholders[i]);
			diag_note(diag, english.place, "the English has it here");
			continue;
		}
		mark = g_strdup_printf("{%s}", placeholders[i]);
		diag_error(diag,
		    place_within(phrase, (size_t)(strstr(phrase.text, mark) - phrase.text)),
		    "placeholder",
		    "%s: {%s} stands here %s often than in the English (%u and %u times)", path,
		    placeholders[i], here[i] > there[i] ? "more" : "less", here[i], there[i]);
		diag_note(diag, english.place, "the English");
		g_free(mark);
	}
	return ok;
}
