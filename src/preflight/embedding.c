/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preflight/embedding.h"

#include "preflight/latin.h"
#include "preflight/letters.h"
#include "preflight/predefined.h"

#include <math.h>
#include <string.h>

static const double WIDTH_SLACK = 1; /* 1/1000 em */
enum { CID_MOST = 0xffff };

/* Is it PDF's own? `ordering` gets its character collection. */
static bool cmap_is_known(const char *name, const char **ordering)
{
	const struct predefined *own = predefined_find(name);
	*ordering = own ? own->ordering : NULL;
	return own != NULL;
}

static struct spot use_spot(const struct letters *letters, const struct use *use)
{
	struct spot spot = use->spot;
	spot.object = letters->object;
	spot.name = letters->name;
	return spot;
}

/* "U+0041 A", or the code where nothing tells. */
static const char *use_label(const struct letters *letters, const struct use *use)
{
	gunichar c = use->text ? g_utf8_get_char_validated(use->text, -1) : (gunichar)-1;
	if (c && c < 0x110000)
		return arena_printf(letters->arena, "U+%04X %s (code %u)", c,
		    g_unichar_isprint(c) ? use->text : "", use->code);
	if (use->code == CODE_NONE)
		return "bytes that are no code";
	if (use->name)
		return arena_printf(letters->arena, "%s (code %u)", use->name, use->code);
	return arena_printf(letters->arena, "code %u", use->code);
}

/* Is it .notdef by its very code? */
static bool is_notdef(const struct letters *letters, const struct use *use)
{
	return use->name ? strcmp(use->name, ".notdef") == 0 : letters->cmap && use->cid == 0;
}

static void check_missing(struct inspection *inspection, const struct letters *letters,
    const struct use *use)
{
	struct findings *findings = inspection->findings;
	struct spot spot = use_spot(letters, use);
	const char *label = use_label(letters, use);
	bool blank = use->text && g_unichar_isspace(g_utf8_get_char_validated(use->text, -1));
	/* One missing character is one finding: of PDF/X's rule, where the profile has it. */
	bool exchange = !is_notdef(letters, use) && findings_wants(findings, RULE_X24);
	if (!blank && !exchange)
		finding_add(findings, RULE_GLYPH, &spot, "%s: %s", letters->name, label);
	if (is_notdef(letters, use)) {
		finding_add(findings, RULE_UA_7_21_8_1, &spot, "%s: %s", letters->name, label);
		return;
	}
	finding_add(findings, RULE_X24, &spot, "%s has no glyph for %s", letters->name, label);
	finding_add(findings, RULE_UA_7_21_4_1_2, &spot, "%s has no glyph for %s", letters->name,
	    label);
}

static void check_width(struct inspection *inspection, const struct letters *letters,
    const struct use *use, unsigned glyph)
{
	struct spot spot = use_spot(letters, use);
	double width;
	bool said = letters->measured || letters->standard;
	if ((said && use->width < 0) || !program_width(letters->program, glyph, &width) ||
	    (said && fabs(width - use->width) <= WIDTH_SLACK))
		return;
	const char *label = use_label(letters, use);
	if (!said) {
		finding_add(inspection->findings, RULE_X24_WIDTH, &spot,
		    "%s does not say its widths (FirstChar, LastChar, Widths)", letters->name);
		finding_add(inspection->findings, RULE_UA_7_21_5_1, &spot,
		    "%s does not say its widths (FirstChar, LastChar, Widths)", letters->name);
		return;
	}
	finding_add(inspection->findings, RULE_X24_WIDTH, &spot,
	    "%s: %s is %.2f wide in the dictionary, %.2f in the program", letters->name, label,
	    use->width, width);
	finding_add(inspection->findings, RULE_UA_7_21_5_1, &spot,
	    "%s: %s is %.2f wide in the dictionary, %.2f in the program", letters->name, label,
	    use->width, width);
}

/* The width that a Type 3 procedure sets, in the font's own units. */
static void check_drawn(struct inspection *inspection, const struct letters *letters,
    const struct use *use)
{
	double scale = fabs(letters->matrix.a) * 1000;
	struct spot spot = use_spot(letters, use);
	if (use->drawn < 0 || use->width < 0 ||
	    fabs(use->drawn - use->width) * scale <= WIDTH_SLACK)
		return;
	finding_add(inspection->findings, RULE_X24_WIDTH, &spot,
	    "%s: %s is %g wide in the dictionary, %g as drawn", letters->name,
	    use_label(letters, use), use->width, use->drawn);
	finding_add(inspection->findings, RULE_UA_7_21_5_1, &spot,
	    "%s: %s is %g wide in the dictionary, %g as drawn", letters->name,
	    use_label(letters, use), use->width, use->drawn);
}

static void check_glyph(struct inspection *inspection, struct letters *letters,
    const struct use *use)
{
	unsigned glyph;
	if (letters->kind == LETTERS_TYPE3) {
		g_autofree char *key = g_strconcat("/", use->name ? use->name : ".notdef", NULL);
		if (!cos_has(inspection->cos,
			cos_find(inspection->cos, letters->font, "/CharProcs"), key))
			check_missing(inspection, letters, use);
		else
			check_drawn(inspection, letters, use);
		return;
	}
	if (!letters_glyph(inspection, letters, use, &glyph))
		return;
	if (glyph == 0)
		check_missing(inspection, letters, use);
	else
		check_width(inspection, letters, use, glyph);
}

/* Does its glyph's name stand for a character, where there is no ToUnicode? */
static bool name_speaks(struct inspection *inspection, struct letters *letters,
    const struct use *use)
{
	unsigned glyph = 0;
	if (use->name && latin_unicode(use->name))
		return true;
	if (letters->kind == LETTERS_TRUETYPE || !letters_program(inspection, letters))
		return letters->standard && !use->name;
	if (!letters_glyph(inspection, letters, use, &glyph) || glyph == 0)
		return use->name == NULL;
	const char *name = program_name(letters->program, glyph);
	return (name && latin_unicode(name)) || program_unicode(letters->program, glyph);
}

static bool is_adobe_collection(struct inspection *inspection, const struct letters *letters)
{
	static const char *const orderings[] = { "GB1", "CNS1", "Japan1", "Korea1", NULL };
	struct cos *cos = inspection->cos;
	unsigned info = cos_find(cos, letters->descendant, "/CIDSystemInfo");
	const char *ordering = cos_text(cos, cos_find(cos, info, "/Ordering"));
	const char *registry = cos_text(cos, cos_find(cos, info, "/Registry"));
	return registry && ordering && strcmp(registry, "Adobe") == 0 &&
	    g_strv_contains(orderings, ordering);
}

static void check_unicode(struct inspection *inspection, struct letters *letters,
    const struct use *use)
{
	struct spot spot = use_spot(letters, use);
	const char *ordering;
	if (use->mapped) {
		const char *wrong = use->text[0] == '\0' ? "U+0000"
		    : strstr(use->text, "\357\273\277")	 ? "U+FEFF"
		    : strstr(use->text, "\357\277\276")	 ? "U+FFFE"
							 : NULL;
		if (wrong)
			finding_add(inspection->findings, RULE_UA_7_21_7_2, &spot,
			    "%s: code %u is said to be %s", letters->name, use->code, wrong);
		return;
	}
	/* Adobe's own collections of characters say what each CID is; CID 0 is no character to
	 * say. */
	bool speaks = letters->cmap ? (cmap_is_known(letters->cmap->name, &ordering) && ordering) ||
		is_adobe_collection(inspection, letters)
				    : name_speaks(inspection, letters, use);
	if (!speaks)
		finding_add(inspection->findings, RULE_UA_7_21_7_1, &spot, "%s: %s", letters->name,
		    use_label(letters, use));
}

static void check_collection(struct inspection *inspection, const struct letters *letters,
    struct spot spot)
{
	struct cos *cos = inspection->cos;
	unsigned info = cos_find(cos, letters->descendant, "/CIDSystemInfo");
	const char *ordering = cos_text(cos, cos_find(cos, info, "/Ordering"));
	const char *registry = cos_text(cos, cos_find(cos, info, "/Registry"));
	const struct cmap *cmap = letters->cmap;
	double supplement = 0;
	cos_real(cos, cos_find(cos, info, "/Supplement"), &supplement);
	const struct predefined *own = predefined_find(cmap->name);
	if (own && !own->ordering)
		return;
	bool agrees = ordering && registry && cmap->ordering && cmap->registry &&
	    strcmp(ordering, cmap->ordering) == 0 && strcmp(registry, cmap->registry) == 0 &&
	    supplement <= (double)cmap->supplement;
	if (!agrees)
		finding_add(inspection->findings, RULE_UA_7_21_3_1_1, &spot,
		    "%s counts by %s %g, its CMap by %s %ld", letters->name,
		    ordering ? ordering : "nothing", supplement,
		    cmap->ordering ? cmap->ordering : "nothing", cmap->supplement);
}

static void check_cmap(struct inspection *inspection, const struct letters *letters,
    struct spot spot)
{
	struct cos *cos = inspection->cos;
	const struct cmap *cmap = letters->cmap;
	unsigned encoding = cos_find(cos, letters->font, "/Encoding");
	bool stream = cos_type(cos, encoding) == PDF_STREAM;
	const char *ordering;
	double mode = 0;
	if (!stream && !cmap_is_known(cmap->name, &ordering))
		finding_add(inspection->findings, RULE_UA_7_21_3_3_1, &spot, "%s uses %s",
		    letters->name, cmap->name ? cmap->name : "no CMap");
	cos_real(cos, cos_find(cos, encoding, "/WMode"), &mode);
	if (stream && (mode != 0) != cmap->wmode)
		finding_add(inspection->findings, RULE_UA_7_21_3_3_2, &spot,
		    "WMode %g in the dictionary, %d in the CMap", mode, cmap->wmode);
	if (stream && cmap->uses && !cmap_is_known(cmap->uses, &ordering))
		finding_add(inspection->findings, RULE_UA_7_21_3_3_3, &spot, "the CMap uses %s",
		    cmap->uses);
	if (stream && cmap->uses && !cmap->within && !cmap_is_known(cmap->uses, &ordering))
		finding_add(inspection->findings, RULE_UA_7_21_3_3_1, &spot, "%s uses %s",
		    letters->name, cmap->uses);
	check_collection(inspection, letters, spot);
	if (letters->kind == LETTERS_CID2 && letters->embedded && !letters->has_gids)
		finding_add(inspection->findings, RULE_UA_7_21_3_2_1, &spot, "%s has none",
		    letters->name);
}

/* By the name of the font itself, which in a composite one is the descendant. */
static bool is_subset(struct cos *cos, const struct letters *letters)
{
	const char *name = cos_name(cos, cos_find(cos, letters->descendant, "/BaseFont"));
	for (int i = 1; name && i <= 6; i++)
		if (name[i] < 'A' || name[i] > 'Z')
			return false;
	return name && name[7] == '+';
}

static void check_charset(struct inspection *inspection, struct letters *letters, struct spot spot)
{
	const char *charset =
	    cos_text(inspection->cos, cos_find(inspection->cos, letters->descriptor, "/CharSet"));
	if (!charset || !letters_program(inspection, letters))
		return;
	g_auto(GStrv) names = g_strsplit(charset, "/", -1);
	for (char **name = names; *name; name++)
		g_strstrip(*name);
	for (unsigned glyph = 0; glyph < program_count(letters->program); glyph++) {
		const char *name = program_name(letters->program, glyph);
		if (!name || strcmp(name, ".notdef") == 0 ||
		    g_strv_contains((const char *const *)names, name))
			continue;
		finding_add(inspection->findings, RULE_UA_7_21_4_2_1, &spot, "%s: %s is not listed",
		    letters->name, name);
		return;
	}
	for (char **name = names; *name; name++)
		if (**name && strcmp(*name, ".notdef") != 0 &&
		    !program_by_name(letters->program, *name))
			finding_add(inspection->findings, RULE_UA_7_21_4_2_1, &spot,
			    "%s: %s is listed, and not there", letters->name, *name);
}

static void see_outline(void *seen, char operator, const double * points)
{
	(void)operator;
	(void)points;
	*(bool *)seen = true;
}

/* Is a CID of a TrueType program in its map, to a glyph that is there? Glyph 0 is one, too: writers
 * list all CIDs up to the last, and fill the map with it. */
static bool cid_is_mapped(const struct letters *letters, long cid)
{
	gsize length = 0;
	const unsigned char *map = letters->gids ? g_bytes_get_data(letters->gids, &length) : NULL;
	size_t at = (size_t)cid * 2, glyph = (size_t)cid;
	if (letters->gids && at + 1 >= length)
		return false;
	if (map)
		glyph = (size_t)map[at] << 8 | map[at + 1];
	return glyph < program_count(letters->program);
}

/* Is a CID in the program? A TrueType program counts all its glyphs; one that is empty and not
 * listed is taken for one that was left out. */
static bool cid_is_there(struct inspection *inspection, struct letters *letters, long cid,
    bool listed)
{
	struct use use = { .cid = cid };
	unsigned glyph = 0;
	bool drawn = false;
	if (listed && letters->kind == LETTERS_CID2)
		return cid_is_mapped(letters, cid);
	if (!letters_glyph(inspection, letters, &use, &glyph) || !glyph)
		return false;
	if (letters->kind != LETTERS_CID2)
		return true;
	program_outline(letters->program, glyph, matrix_identity, see_outline, &drawn);
	return drawn;
}

/* All CIDs that the program has, used or not, and no others. */
static void check_cidset(struct inspection *inspection, struct letters *letters, struct spot spot)
{
	GBytes *set =
	    cos_data(inspection->cos, cos_find(inspection->cos, letters->descriptor, "/CIDSet"));
	gsize length = 0;
	const unsigned char *bits = set ? g_bytes_get_data(set, &length) : NULL;
	for (long cid = 1; set && letters_program(inspection, letters) && cid <= CID_MOST; cid++) {
		size_t byte = (size_t)cid / 8;
		bool listed = byte < length && (bits[byte] & 0x80 >> cid % 8);
		if (cid_is_there(inspection, letters, cid, listed) == listed)
			continue;
		finding_add(inspection->findings, RULE_UA_7_21_4_2_2, &spot,
		    listed ? "%s: CID %ld is in CIDSet, and not in the program"
			   : "%s: CID %ld is not in CIDSet",
		    letters->name, cid);
		break;
	}
	if (set)
		g_bytes_unref(set);
}

/* Names that an encoding of a text font may add: those that stand for a character. */
static bool differences_speak(const struct letters *letters)
{
	for (int i = 0; i < 256; i++)
		if (letters->names[i] && !latin_unicode(letters->names[i]) &&
		    strcmp(letters->names[i], ".notdef") != 0)
			return false;
	return letters->program && program_has_cmap(letters->program, 3, 1);
}

static void check_truetype(struct inspection *inspection, struct letters *letters, struct spot spot)
{
	struct findings *findings = inspection->findings;
	struct program *program = letters_program(inspection, letters);
	bool has_symbol = program && program_has_cmap(program, 3, 0);
	unsigned cmaps = program ? program_cmaps(program) : 0;
	const char *encoding = letters->encoding;
	bool latin = encoding &&
	    (strcmp(encoding, "MacRomanEncoding") == 0 || strcmp(encoding, "WinAnsiEncoding") == 0);
	if (letters->symbolic) {
		if (letters->has_encoding)
			finding_add(findings, RULE_UA_7_21_6_3, &spot, "%s has an Encoding",
			    letters->name);
		if (program && cmaps != 1 && !has_symbol)
			finding_add(findings, RULE_UA_7_21_6_4, &spot, "%s has %u cmaps",
			    letters->name, cmaps);
		return;
	}
	if (program && (has_symbol ? cmaps < 2 : cmaps < 1))
		finding_add(findings, RULE_UA_7_21_6_1, &spot, "%s has %u cmaps", letters->name,
		    cmaps);
	if (!latin || (letters->differs && !differences_speak(letters)))
		finding_add(findings, RULE_UA_7_21_6_2, &spot, "%s: %s%s", letters->name,
		    encoding ? encoding : "no base encoding",
		    letters->differs ? " with Differences" : "");
}

static void check_embedded(struct inspection *inspection, struct letters *letters,
    const struct use *first)
{
	struct findings *findings = inspection->findings;
	struct spot spot = use_spot(letters, first);
	if (letters->kind == LETTERS_TYPE3 ||
	    (letters->embedded && letters_program(inspection, letters)))
		return;
	const char *why =
	    letters->embedded ? "has a font file that cannot be read" : "is not embedded";
	finding_add(findings, RULE_X24, &spot, "%s %s", letters->name, why);
	finding_add(findings, RULE_FONT_EMBEDDED, &spot, "%s %s", letters->name, why);
	finding_add(findings, RULE_UA_7_21_4_1_1, &spot, "%s %s", letters->name, why);
}

static void check_font(struct inspection *inspection, struct letters *letters)
{
	const struct use *first = NULL, *seen = NULL;
	for (guint i = 0; i < letters->order->len; i++) {
		const struct use *use = g_array_index(letters->order, struct use *, i);
		first = first ? first : use;
		seen = seen ? seen : use->seen ? use : NULL;
	}
	if (!first)
		return;
	struct spot spot = use_spot(letters, first);
	if (seen)
		check_embedded(inspection, letters, seen);
	for (guint i = 0; i < letters->order->len; i++) {
		const struct use *use = g_array_index(letters->order, struct use *, i);
		if (use->seen && letters->cmap && use->cid < 0 && letters->embedded)
			finding_add(inspection->findings, RULE_GLYPHS_UNREAD, &spot, "%s: %s",
			    letters->name, use_label(letters, use));
		if (use->seen)
			check_glyph(inspection, letters, use);
		else if (is_notdef(letters, use))
			check_missing(inspection, letters, use);
		if (findings_wants(inspection->findings, RULE_UA_7_21_7_1))
			check_unicode(inspection, letters, use);
	}
	if (!findings_wants(inspection->findings, RULE_UA_7_21_7_1))
		return;
	if (letters->cmap)
		check_cmap(inspection, letters, spot);
	if (letters->kind == LETTERS_TRUETYPE)
		check_truetype(inspection, letters, spot);
	bool subset = letters->embedded && is_subset(inspection->cos, letters);
	if (letters->kind == LETTERS_TYPE1 && subset)
		check_charset(inspection, letters, spot);
	if (letters->cmap && subset)
		check_cidset(inspection, letters, spot);
}

static int compare_fonts(gconstpointer a, gconstpointer b)
{
	int x = GPOINTER_TO_INT(a), y = GPOINTER_TO_INT(b);
	return x < y ? -1 : x > y;
}

void embedding_check(struct inspection *inspection)
{
	GList *keys = g_list_sort(g_hash_table_get_keys(inspection->fonts), compare_fonts);
	for (GList *at = keys; at; at = at->next)
		check_font(inspection, g_hash_table_lookup(inspection->fonts, at->data));
	g_list_free(keys);
}
