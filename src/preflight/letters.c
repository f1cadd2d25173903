/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preflight/letters.h"

#include "preflight/latin.h"
#include "preflight/standard.h"

#include <math.h>
#include <string.h>

enum { WIDTHS_MOST = 70000 };
enum { FLAG_SYMBOLIC = 4 };

static const char *const standard_fonts[] = {
	"Courier",
	"Courier-Bold",
	"Courier-BoldOblique",
	"Courier-Oblique",
	"Helvetica",
	"Helvetica-Bold",
	"Helvetica-BoldOblique",
	"Helvetica-Oblique",
	"Symbol",
	"Times-Bold",
	"Times-BoldItalic",
	"Times-Italic",
	"Times-Roman",
	"ZapfDingbats",
	NULL,
};

static void width_add(struct letters *letters, double code, double width)
{
	if (code < 0 || code > 0xffff || g_hash_table_size(letters->widths) >= WIDTHS_MOST)
		return;
	g_hash_table_insert(letters->widths, GUINT_TO_POINTER((guint)code),
	    arena_copy(letters->arena, &width, 1, sizeof(width)));
}

static void load_widths(struct cos *cos, struct letters *letters)
{
	double first = 0, width;
	unsigned widths = cos_find(cos, letters->font, "/Widths");
	letters->width = -1;
	letters->measured = cos_type(cos, widths) == PDF_ARRAY &&
	    cos_has(cos, letters->font, "/FirstChar") && cos_has(cos, letters->font, "/LastChar");
	cos_real(cos, cos_find(cos, letters->font, "/FirstChar"), &first);
	for (size_t i = 0; i < MIN(cos_count(cos, widths), 256); i++)
		if (cos_real(cos, cos_item(cos, widths, i), &width))
			width_add(letters, first + (double)i, width);
	if (!cos_real(cos, cos_find(cos, letters->descriptor, "/MissingWidth"), &letters->width) &&
	    g_hash_table_size(letters->widths))
		letters->width = 0;
}

/* [ first [ widths ] first last width ... ] */
static void load_cid_widths(struct cos *cos, struct letters *letters)
{
	unsigned widths = cos_find(cos, letters->descendant, "/W");
	size_t count = cos_count(cos, widths);
	double first, last, width;
	letters->width = 1000;
	letters->measured = true;
	cos_real(cos, cos_find(cos, letters->descendant, "/DW"), &letters->width);
	for (size_t i = 0; i + 1 < count;) {
		if (!cos_real(cos, cos_item(cos, widths, i), &first))
			return;
		unsigned next = cos_item(cos, widths, i + 1);
		if (cos_type(cos, next) == PDF_ARRAY) {
			size_t items = cos_count(cos, next);
			for (size_t j = 0; j < MIN(items, WIDTHS_MOST); j++)
				if (cos_real(cos, cos_item(cos, next, j), &width))
					width_add(letters, first + (double)j, width);
			i += 2;
			continue;
		}
		if (!cos_real(cos, next, &last) ||
		    !cos_real(cos, cos_item(cos, widths, i + 2), &width))
			return;
		for (double code = fmax(first, 0); code <= fmin(last, 0xffff); code++)
			width_add(letters, code, width);
		i += 3;
	}
}

static void load_differences(struct cos *cos, struct letters *letters, unsigned differences)
{
	size_t code = 0;
	for (size_t i = 0; i < MIN(cos_count(cos, differences), 2048); i++) {
		unsigned item = cos_item(cos, differences, i);
		double number;
		const char *name = cos_name(cos, item);
		if (cos_real(cos, item, &number))
			code = number >= 0 && number < 256 ? (size_t)number : 256;
		else if (name && code < 256)
			letters->names[code++] = name + 1;
	}
	letters->differs = cos_count(cos, differences) > 0;
}

static void load_encoding(struct cos *cos, struct letters *letters)
{
	static const struct {
		const char *name;
		enum latin latin;
	} bases[] = {
		{ "/StandardEncoding", LATIN_STANDARD },
		{ "/MacRomanEncoding", LATIN_MAC },
		{ "/WinAnsiEncoding", LATIN_WIN },
	};
	unsigned encoding = cos_find(cos, letters->font, "/Encoding");
	const char *name = cos_name(cos, encoding);
	letters->has_encoding = cos_type(cos, encoding) != PDF_NULL;
	if (!name)
		name = cos_name(cos, cos_find(cos, encoding, "/BaseEncoding"));
	letters->encoding = name ? name + 1 : NULL;
	/* Without a base, a program that is not there is in the standard encoding. */
	bool symbol = g_str_has_suffix(letters->name, "Symbol") ||
	    g_str_has_suffix(letters->name, "ZapfDingbats");
	if (!name &&
	    ((!letters->embedded && !symbol) ||
		(letters->kind == LETTERS_TRUETYPE && !letters->symbolic)))
		name = "/StandardEncoding";
	for (size_t i = 0; name && letters->kind != LETTERS_TYPE3 && i < G_N_ELEMENTS(bases); i++) {
		if (strcmp(name, bases[i].name) != 0)
			continue;
		letters->latin = letters->encoding != NULL;
		latin_names(bases[i].latin, letters->names);
	}
	load_differences(cos, letters, cos_find(cos, encoding, "/Differences"));
}

static void load_type3(struct cos *cos, struct letters *letters)
{
	double n[6];
	letters->embedded = true;
	letters->matrix = (struct matrix){ 0.001, 0, 0, 0.001, 0, 0 };
	if (cos_reals(cos, cos_find(cos, letters->font, "/FontMatrix"), n, 6) == 6)
		letters->matrix = (struct matrix){ n[0], n[1], n[2], n[3], n[4], n[5] };
	if (cos_reals(cos, cos_find(cos, letters->font, "/FontBBox"), n, 4) == 4)
		letters->box = (struct rect){ fmin(n[0], n[2]), fmin(n[1], n[3]), fabs(n[2] - n[0]),
			fabs(n[3] - n[1]) };
}

static void load_descriptor(struct cos *cos, struct letters *letters)
{
	double flags = 0, value;
	letters->descriptor = cos_find(cos, letters->descendant, "/FontDescriptor");
	cos_real(cos, cos_find(cos, letters->descriptor, "/Flags"), &flags);
	letters->symbolic = flags >= 0 && flags < 4e9 && ((unsigned)flags & FLAG_SYMBOLIC);
	letters->embedded = cos_has(cos, letters->descriptor, "/FontFile") ||
	    cos_has(cos, letters->descriptor, "/FontFile2") ||
	    cos_has(cos, letters->descriptor, "/FontFile3");
	letters->ascent = 0.75;
	letters->descent = -0.25;
	if (cos_real(cos, cos_find(cos, letters->descriptor, "/Ascent"), &value) && value > 100 &&
	    value < 2000)
		letters->ascent = value / 1000;
	if (cos_real(cos, cos_find(cos, letters->descriptor, "/Descent"), &value) && value < 0 &&
	    value > -2000)
		letters->descent = value / 1000;
}

static void load_composite(struct inspection *inspection, struct letters *letters)
{
	struct cos *cos = inspection->cos;
	letters->descendant = cos_item(cos, cos_find(cos, letters->font, "/DescendantFonts"), 0);
	letters->kind = cos_is(cos, cos_find(cos, letters->descendant, "/Subtype"), "/CIDFontType2")
	    ? LETTERS_CID2
	    : LETTERS_CID0;
	if (cos_type(cos, letters->descendant) != PDF_DICT)
		letters->kind = LETTERS_BAD;
	load_descriptor(cos, letters);
	letters->cmap = cmap_encoding(inspection, cos_find(cos, letters->font, "/Encoding"));
	load_cid_widths(cos, letters);
	unsigned map = cos_find(cos, letters->descendant, "/CIDToGIDMap");
	letters->has_gids = cos_type(cos, map) == PDF_STREAM || cos_is(cos, map, "/Identity");
	letters->gids = cos_data(cos, map);
	if (letters->gids)
		arena_tie(letters->arena, letters->gids, (void (*)(void *))g_bytes_unref);
}

static void load_simple(struct inspection *inspection, struct letters *letters)
{
	struct cos *cos = inspection->cos;
	unsigned subtype = cos_find(cos, letters->font, "/Subtype");
	letters->kind = cos_is(cos, subtype, "/TrueType")			 ? LETTERS_TRUETYPE
	    : cos_is(cos, subtype, "/Type3")					 ? LETTERS_TYPE3
	    : cos_is(cos, subtype, "/Type1") || cos_is(cos, subtype, "/MMType1") ? LETTERS_TYPE1
										 : LETTERS_BAD;
	load_descriptor(cos, letters);
	if (letters->kind == LETTERS_TYPE3)
		load_type3(cos, letters);
	load_encoding(cos, letters);
	load_widths(cos, letters);
	letters->standard =
	    letters->kind == LETTERS_TYPE1 && g_strv_contains(standard_fonts, letters->name);
}

struct letters *letters_load(struct inspection *inspection, unsigned font)
{
	struct cos *cos = inspection->cos;
	int object = cos_number_of(cos, font);
	if (cos_type(cos, font) != PDF_DICT)
		return NULL;
	struct letters *letters =
	    object ? g_hash_table_lookup(inspection->fonts, GINT_TO_POINTER(object)) : NULL;
	if (letters)
		return letters;
	letters = ARENA_NEW(inspection->arena, struct letters);
	letters->arena = inspection->arena;
	letters->font = letters->descendant = font;
	letters->object = object;
	letters->widths = arena_table(letters->arena);
	letters->uses = arena_table(letters->arena);
	letters->order = arena_array(letters->arena, sizeof(struct use *));
	const char *name = cos_name(cos, cos_find(cos, font, "/BaseFont"));
	letters->name = name ? name + 1 : "without a name";
	if (cos_is(cos, cos_find(cos, font, "/Subtype"), "/Type0"))
		load_composite(inspection, letters);
	else
		load_simple(inspection, letters);
	unsigned unicode = cos_find(cos, font, "/ToUnicode");
	letters->unicode =
	    cos_type(cos, unicode) != PDF_NULL ? cmap_unicode(inspection, unicode) : NULL;
	/* Direct dictionaries have no number of their own: below zero they have one here. */
	gpointer key =
	    GINT_TO_POINTER(object ? object : -1 - (int)g_hash_table_size(inspection->fonts));
	g_hash_table_insert(inspection->fonts, key, letters);
	return letters;
}

struct letters *letters_find(struct inspection *inspection, unsigned resources, const char *name)
{
	g_autofree char *key = g_strconcat("/", name, NULL);
	unsigned fonts = cos_find(inspection->cos, resources, "/Font");
	return letters_load(inspection, cos_find(inspection->cos, fonts, key));
}

bool letters_next(const struct letters *letters, const char *string, size_t length, size_t *at,
    uint32_t *code)
{
	if (letters->cmap && !letters->cmap->identity)
		return cmap_next(letters->cmap, string, length, at, code);
	size_t bytes = letters->cmap ? 2 : 1;
	if (*at >= length)
		return false;
	/* Half a code at the end is shown too, as what no code stands for. */
	if (*at + bytes > length) {
		*code = CODE_NONE;
		*at = length;
		return true;
	}
	*code = (unsigned char)string[*at];
	if (bytes == 2)
		*code = *code << 8 | (unsigned char)string[*at + 1];
	*at += bytes;
	return true;
}

/* What a glyph's name says, in a simple font without ToUnicode. */
static const char *name_text(struct letters *letters, const char *name)
{
	uint32_t unicode = name ? latin_unicode(name) : 0;
	char text[8] = "";
	if (!unicode || unicode > 0x10ffff)
		return NULL;
	text[g_unichar_to_utf8(unicode, text)] = '\0';
	return arena_strdup(letters->arena, text);
}

struct use *letters_use(struct letters *letters, uint32_t code)
{
	struct use *use = g_hash_table_lookup(letters->uses, GUINT_TO_POINTER(code));
	if (use)
		return use;
	use = ARENA_NEW(letters->arena, struct use);
	use->code = code;
	use->drawn = -1;
	use->cid = letters->cmap ? cmap_cid(letters->cmap, code) : -1;
	if (!letters->cmap && code < 256)
		use->name = letters->names[code];
	/* What a named encoding leaves out is no character. */
	if (!use->name && letters->latin &&
	    !(letters->kind == LETTERS_TRUETYPE && letters->symbolic))
		use->name = ".notdef";
	guint key = letters->cmap ? (guint)MAX(use->cid, 0) : code;
	const double *width = g_hash_table_lookup(letters->widths, GUINT_TO_POINTER(key));
	bool unknown = letters->cmap && use->cid < 0;
	use->width = width && !unknown ? *width : letters->width;
	if (use->width < 0 && use->name && !letters->embedded && letters->kind != LETTERS_TYPE3)
		use->width = standard_width(letters->name, use->name);
	g_autofree char *text = letters->unicode ? cmap_text(letters->unicode, code) : NULL;
	use->mapped = text != NULL;
	use->text = text ? arena_strdup(letters->arena, text) : name_text(letters, use->name);
	g_hash_table_insert(letters->uses, GUINT_TO_POINTER(code), use);
	g_array_append_val(letters->order, use);
	return use;
}

struct program *letters_program(struct inspection *inspection, struct letters *letters)
{
	static const char *const files[] = { "/FontFile", "/FontFile2", "/FontFile3" };
	if (letters->tried || letters->kind == LETTERS_TYPE3)
		return letters->program;
	letters->tried = true;
	for (size_t i = 0; i < G_N_ELEMENTS(files) && !letters->program; i++) {
		GBytes *bytes = cos_data(inspection->cos,
		    cos_find(inspection->cos, letters->descriptor, files[i]));
		if (!bytes)
			continue;
		letters->program = program_open(letters->arena, bytes);
		g_bytes_unref(bytes);
	}
	return letters->program;
}

static bool glyph_of_cid(const struct letters *letters, long cid, unsigned *glyph)
{
	if (cid < 0)
		return false;
	if (letters->kind == LETTERS_CID0) {
		*glyph = program_by_cid(letters->program, (uint32_t)cid);
		return true;
	}
	*glyph = (unsigned)cid;
	if (letters->gids) {
		gsize length;
		const unsigned char *map = g_bytes_get_data(letters->gids, &length);
		size_t at = (size_t)cid * 2;
		*glyph = map && at + 1 < length ? (unsigned)(map[at] << 8 | map[at + 1]) : 0;
	}
	if (*glyph >= program_count(letters->program))
		*glyph = 0;
	return true;
}

static unsigned glyph_of_name(const struct letters *letters, const char *name)
{
	unsigned glyph = program_by_name(letters->program, name);
	uint32_t unicode = latin_unicode(name);
	if (!glyph && unicode)
		glyph = program_by_unicode(letters->program, unicode);
	return glyph;
}

static unsigned glyph_of_truetype_name(const struct program *program, const char *name)
{
	uint32_t unicode = latin_unicode(name);
	unsigned mac = latin_mac_code(name), glyph = 0;
	bool has;
	if (unicode)
		glyph = program_by_cmap(program, 3, 1, unicode, &has);
	if (!glyph && mac)
		glyph = program_by_cmap(program, 1, 0, mac, &has);
	return glyph ? glyph : program_by_name(program, name);
}

/*
 * ISO 32000-1, 9.6.6.4: by name over Unicode or the Mac's codes when it is not symbolic, and by
 * nothing else where it has one of these cmaps; else by code. Of a symbolic font Encoding is
 * ignored, unless the font has no cmap for codes.
 */
static unsigned glyph_of_truetype(const struct letters *letters, const struct use *use)
{
	static const uint32_t offsets[] = { 0, 0xf000, 0xf100, 0xf200 };
	struct program *program = letters->program;
	unsigned glyph = 0;
	bool has, symbols = program_has_cmap(program, 3, 0), mac = program_has_cmap(program, 1, 0);
	bool coded = letters->symbolic && (symbols || mac);
	if (use->name && !coded && (!letters->symbolic || letters->has_encoding)) {
		glyph = glyph_of_truetype_name(program, use->name);
		bool named = letters->has_encoding && (mac || program_has_cmap(program, 3, 1));
		if (glyph || (named && !letters->symbolic))
			return glyph;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(offsets) && symbols && !glyph; i++)
		glyph = program_by_cmap(program, 3, 0, use->code + offsets[i], &has);
	if (!glyph)
		glyph = program_by_cmap(program, 1, 0, use->code, &has);
	if (!glyph && !letters->has_encoding)
		glyph = program_by_cmap(program, 3, 1, use->code, &has);
	return glyph;
}

bool letters_glyph(struct inspection *inspection, struct letters *letters, const struct use *use,
    unsigned *glyph)
{
	*glyph = 0;
	if (!letters_program(inspection, letters))
		return false;
	if (letters->cmap)
		return glyph_of_cid(letters, use->cid, glyph);
	if (use->name && strcmp(use->name, ".notdef") == 0)
		return true;
	if (letters->kind == LETTERS_TRUETYPE)
		*glyph = glyph_of_truetype(letters, use);
	else if (use->name)
		*glyph = glyph_of_name(letters, use->name);
	else
		*glyph = program_by_code(letters->program, use->code);
	return true;
}
