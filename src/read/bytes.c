/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "read/bytes.h"

#include <string.h>

enum { FINDINGS_LIMIT = 10 }; /* a file that is not text at all has thousands */

struct scan {
	const struct source *source;
	struct diag *diag;
	struct place place;
	unsigned findings;
	bool indenting; /* only white space so far on this line */
	unsigned tab;	/* column of the first tab among it, or 0 */
};

static void tell(struct scan *scan, const char *code, const char *message, const char *help)
{
	if (scan->findings++ >= FINDINGS_LIMIT)
		return;
	diag_error(scan->diag, scan->place, code, "%s", message);
	if (help)
		diag_help(scan->diag, "%s", help);
}

static bool is_noncharacter(gunichar c)
{
	return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
}

/* One whole character; `next` is the byte after it. */
static void scan_character(struct scan *scan, gunichar c, char next)
{
	char message[80];

	if (c == 0xFEFF) {
		tell(scan, "byte-order-mark", "a byte order mark (U+FEFF) inside the text",
		    "delete it");
	} else if (c == 0x85 || c == 0x2028 || c == 0x2029 || (c == '\r' && next != '\n')) {
		g_snprintf(message, sizeof(message), "an unusual line break (U+%04X)", c);
		tell(scan, "line-break", message, "end the line with the Enter key instead");
	} else if (c == 0) {
		tell(scan, "control-character", "a NUL byte",
		    "this is not a text file, or it is damaged");
	} else if ((g_unichar_iscntrl(c) && c != '\t' && c != '\r') || is_noncharacter(c)) {
		g_snprintf(message, sizeof(message), "a control character (U+%04X)", c);
		tell(scan, "control-character", message,
		    "delete it; it cannot be seen in most editors");
	}
}

static void scan_tabs(struct scan *scan, gunichar c)
{
	if (c == '\t') {
		if (scan->indenting && scan->tab == 0)
			scan->tab = scan->place.column;
	} else if (c != ' ' && c != '\r') {
		if (scan->indenting && scan->tab > 0) {
			const unsigned column = scan->place.column;

			scan->place.column = scan->tab;
			tell(scan, "tab", "a tab before the text of this line",
			    "indent with spaces, two for each step");
			scan->place.column = column;
		}
		scan->indenting = false;
	}
}

bool bytes_check(const struct source *source, struct diag *diag)
{
	const char *text = source->text, *end = text + source->length;
	struct scan scan = { source, diag, { source, 1, 1 }, 0, true, 0 };

	if (source->length >= 2 &&
	    (memcmp(text, "\xFF\xFE", 2) == 0 || memcmp(text, "\xFE\xFF", 2) == 0)) {
		diag_error(diag, (struct place){ source, 0, 0 }, "utf-8",
		    "the file is UTF-16, not UTF-8");
		diag_help(diag, "save it again with the encoding UTF-8");
		return false;
	}
	if (source->length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
		text += 3;
	while (text < end) {
		const gunichar c = *text ? g_utf8_get_char_validated(text, end - text) : 0;

		if (c == '\n') {
			scan.place = (struct place){ source, scan.place.line + 1, 1 };
			scan.indenting = true;
			scan.tab = 0;
			text++;
			continue;
		}
		if (c >= (gunichar)-2) {
			char message[64];

			g_snprintf(message, sizeof(message),
			    "not UTF-8: byte 0x%02X cannot stand here",
			    (unsigned)(unsigned char)*text);
			tell(&scan, "utf-8", message,
			    "save the file again with the encoding UTF-8");
			text++;
		} else {
			text = *text ? g_utf8_next_char(text) : text + 1;
			scan_character(&scan, c, text < end ? *text : '\0');
			scan_tabs(&scan, c);
		}
		scan.place.column++;
	}
	if (scan.findings > FINDINGS_LIMIT)
		diag_note(diag, (struct place){ source, 0, 0 }, "and %u more like these",
		    scan.findings - FINDINGS_LIMIT);
	return scan.findings == 0;
}
