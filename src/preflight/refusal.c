/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preflight/refusal.h"

#include <string.h>

#include "pdf/pdf.h"

enum {
	HEADER_WITHIN = 1024, /* as readers look for it */
	END_WITHIN = 2048,
	TEXT_MOST = 4096 /* looked at to tell text from other bytes */
};

/* How files begin that are taken for PDFs. */
struct magic {
	const char *bytes;
	size_t length, at;
	const char *kind, *help;
};

static const char place_it[] = "place it on a page of its size and export that as PDF";
static const char export_it[] = "open it in its program and export it as PDF";
static const char unpack_it[] = "unpack it";
static const char distil_it[] = "convert it, with Ghostscript's ps2pdf or Acrobat Distiller";
static const char fetch_it[] =
    "a server has perhaps sent this instead of the file: open it in a browser, and fetch it anew";

/* clang-format off */
static const struct magic magics[] = {
	{ "\xFF\xD8\xFF", 3, 0, "a JPEG picture", place_it },
	{ "\x89PNG\r\n", 6, 0, "a PNG picture", place_it },
	{ "GIF8", 4, 0, "a GIF picture", place_it },
	{ "II*\0", 4, 0, "a TIFF picture", place_it },
	{ "MM\0*", 4, 0, "a TIFF picture", place_it },
	{ "WEBP", 4, 8, "a WebP picture", place_it },
	{ "ftyphei", 7, 4, "a HEIC picture", place_it },
	{ "ftypavif", 8, 4, "an AVIF picture", place_it },
	{ "8BPS", 4, 0, "a Photoshop file", export_it },
	{ "\x06\x06\xED\xF5\xD8\x1D\x46\xE5", 8, 0, "an InDesign document", export_it },
	{ "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8, 0, "an old office document (.doc, .xls, .pub)", export_it },
	{ "{\\rtf", 5, 0, "an RTF document", export_it },
	{ "PK\3\4", 4, 0, "a ZIP archive, or a document in one (.docx, .odt, .idml)",
	  "unpack it, or open it in its program and export it as PDF" },
	{ "\x1F\x8B", 2, 0, "a gzip archive", unpack_it },
	{ "7z\xBC\xAF", 4, 0, "a 7-Zip archive", unpack_it },
	{ "Rar!", 4, 0, "a RAR archive", unpack_it },
	{ "%!PS", 4, 0, "PostScript or EPS", distil_it },
	{ "\xC5\xD0\xD3\xC6", 4, 0, "EPS", distil_it },
	{ "%FDF-", 5, 0, "the data of a form, without the form",
	  "import it into its form, and save that" },
	{ "<!doctype html", 14, 0, "a web page", fetch_it },
	{ "<html", 5, 0, "a web page", fetch_it },
	{ "<?xml", 5, 0, "XML or SVG", export_it },
	{ "<svg", 4, 0, "SVG", export_it },
};
/* clang-format on */

static const char again[] = "copy, fetch or export it anew: it was perhaps not finished";

static const void *find(const char *bytes, gsize size, const char *word)
{
	return size > 0 ? memmem(bytes, size, word, strlen(word)) : NULL;
}

static bool begins(const char *bytes, gsize size, const struct magic *magic)
{
	return size >= magic->at + magic->length &&
	    (memcmp(bytes + magic->at, magic->bytes, magic->length) == 0 ||
		(magic->bytes[0] == '<' &&
		    g_ascii_strncasecmp(bytes, magic->bytes, magic->length) == 0));
}

static bool is_text(const char *bytes, gsize size)
{
	const char *end;

	for (gsize i = 0; i < MIN(size, TEXT_MOST); i++)
		if ((unsigned char)bytes[i] < ' ' && !strchr("\t\n\r\f", bytes[i]))
			return false;
	/* The last character may be cut. */
	return g_utf8_validate(bytes, (gssize)MIN(size, TEXT_MOST), &end) ||
	    bytes + MIN(size, TEXT_MOST) - end < 4;
}

static bool is_blank(const char *bytes, gsize size)
{
	return size > 0 && bytes[0] == 0 && memcmp(bytes, bytes + 1, size - 1) == 0;
}

static struct refusal not_pdf(const char *bytes, gsize size)
{
	struct refusal refusal = { "is not a PDF: it is", NULL, again };

	for (size_t i = 0; i < G_N_ELEMENTS(magics); i++) {
		if (!begins(bytes, size, &magics[i]))
			continue;
		refusal.kind = magics[i].kind;
		refusal.help = magics[i].help;
		return refusal;
	}
	if (is_blank(bytes, size)) {
		refusal.kind = "nothing but zeros";
	} else if (is_text(bytes, size)) {
		refusal.kind = "text";
		refusal.help = export_it;
	} else {
		refusal.what = "is not a PDF: it does not begin with %PDF-";
	}
	return refusal;
}

/* Strings and streams are in the clear, or said to be. */
static bool locks_only_attachments(const char *bytes, gsize size)
{
	static const char *const keys[] = { "/StmF", "/StrF" };

	if (!find(bytes, size, "/EFF"))
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
		const char *key = find(bytes, size, keys[i]), *end = bytes + size;
		const char *name = key ? key + strlen(keys[i]) : NULL;

		while (name && name < end && g_ascii_isspace(*name))
			name++;
		if (name && (end - name < 9 || memcmp(name, "/Identity", 9) != 0))
			return false;
	}
	return true;
}

static struct refusal locked(const char *bytes, gsize size, const char *said)
{
	if (locks_only_attachments(bytes, size))
		return (struct refusal){ "is locked in a way that is not supported: its "
					 "attachments alone have a password",
			NULL, "save it without them, or without their password" };
	if (strstr(said, "invalid password"))
		return (struct refusal){ "is locked with a password", NULL,
			"take the password off, then try again" };
	return (struct refusal){ "is locked in a way that is not supported, for the holders of "
				 "certificates, say",
		NULL, "save it without protection" };
}

bool refusal_is_cut(GBytes *bytes)
{
	gsize size;
	const char *data = g_bytes_get_data(bytes, &size);
	const gsize tail = MIN(size, END_WITHIN);

	return size > 0 && !find(data + size - tail, tail, "%%EOF");
}

struct refusal refusal_find(GBytes *bytes, const char *said)
{
	gsize size;
	const char *data = g_bytes_get_data(bytes, &size);

	if (strstr(said, PDF_NO_MEMORY))
		return (struct refusal){ "needs more memory than preflight may use", NULL,
			"write it anew, or in parts" };
	if (size == 0)
		return (struct refusal){ "is empty", NULL, again };
	if (!find(data, MIN(size, HEADER_WITHIN), "%PDF-"))
		return not_pdf(data, size);
	if (strstr(said, "invalid password") || strstr(said, "unsupported encryption"))
		return locked(data, size, said);
	if (refusal_is_cut(bytes))
		return (
		    struct refusal){ "has no end (%%EOF): it is cut off, or damaged", NULL, again };
	return (struct refusal){ NULL, NULL,
		"it is damaged beyond repair here: export it anew, or open it in a viewer and "
		"print it to a PDF" };
}
