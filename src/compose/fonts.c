/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compose/fonts.h"

#include <cairo-ft.h>
#include <errno.h>
#include <fontconfig/fontconfig.h>
#include <ft2build.h>
#include <hb-ot.h>
#include <hb-subset.h>
#include <hb.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-font.h>
#include <pango/pangofc-fontmap.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include FT_FREETYPE_H

#include "compose/characters.h"

/* What a Cairo face needs as long as Cairo keeps it, which may be longer than the edition. */
struct outlines {
	FT_Library library;
	FT_Face face;
	hb_blob_t *bytes;
};

static void outlines_free(void *data)
{
	struct outlines *outlines = data;

	if (outlines->face)
		FT_Done_Face(outlines->face);
	if (outlines->library)
		FT_Done_FreeType(outlines->library);
	hb_blob_destroy(outlines->bytes);
	g_free(outlines);
}

static void release_hb_face(void *face)
{
	hb_face_destroy(face);
}

static void release_hb_font(void *font)
{
	hb_font_destroy(font);
}

static void release_cairo(void *face)
{
	cairo_font_face_destroy(face);
}

static void release_object(void *object)
{
	g_object_unref(object);
}

/* Pango's font map never lets go of its configuration by itself. */
static void release_map(void *map)
{
	pango_fc_font_map_set_config(map, NULL);
	g_object_unref(map);
}

/* The next edition makes its own current before anything asks Fontconfig. */
static void release_config(void *config)
{
	FcConfigSetCurrent(NULL);
	FcConfigDestroy(config);
}

static void release_table(void *table)
{
	g_hash_table_destroy(table);
}

static void release_descriptor(void *descriptor)
{
	close(GPOINTER_TO_INT(descriptor));
}

/* A name of the font, in the words of typography where it has them, else in the older ones that
 * know four styles a family. */
static void font_name(hb_face_t *font, hb_ot_name_id_t id, hb_ot_name_id_t older, char name[128])
{
	const hb_language_t english = hb_language_from_string("en", -1);
	unsigned size = 128;

	hb_ot_name_get_utf8(font, id, english, &size, name);
	if (size > 0)
		return;
	size = 128;
	hb_ot_name_get_utf8(font, older, english, &size, name);
}

/* The whole font of a file, or NULL: told. Its weight is asked by name: the number in some Bold
 * fonts says Regular. */
static hb_face_t *font_open(struct arena *arena, const struct face *row, struct diag *diag)
{
	static const char *const weights[] = { "Regular", "Bold" };
	const struct family *family = row->family;
	const char *path = row->file;
	hb_blob_t *blob = hb_blob_create_from_file_or_fail(path);
	hb_face_t *face;
	char name[128], style[128];

	if (!blob) {
		if (g_file_test(path, G_FILE_TEST_EXISTS))
			diag_failure(diag, path, "cannot be read");
		else
			diag_failure(diag, path, "this font is missing: run `make fonts`");
		return NULL;
	}
	face = hb_face_create(blob, (unsigned)family->index);
	hb_blob_destroy(blob);
	if (hb_face_get_glyph_count(face) == 0 || hb_face_get_upem(face) == 0) {
		hb_face_destroy(face);
		diag_failure(diag, path,
		    "is not a font, or has no face number %d: run `make fonts`", family->index);
		return NULL;
	}
	font_name(face, HB_OT_NAME_ID_TYPOGRAPHIC_FAMILY, HB_OT_NAME_ID_FONT_FAMILY, name);
	font_name(face, HB_OT_NAME_ID_TYPOGRAPHIC_SUBFAMILY, HB_OT_NAME_ID_FONT_SUBFAMILY, style);
	if (strcmp(name, family->name) != 0) {
		hb_face_destroy(face);
		diag_error(diag, family->place, "wrong-family",
		    "%s holds the family \"%s\", not \"%s\"", path, name, family->name);
		return NULL;
	}
	if (strcmp(style, weights[row->weight]) != 0) {
		hb_face_destroy(face);
		diag_error(diag, family->place, "wrong-weight", "%s holds the weight %s, not %s",
		    path, style, weights[row->weight]);
		return NULL;
	}
	arena_tie(arena, face, release_hb_face);
	return face;
}

/* The same face with these characters' glyphs only, all layout features kept; no hints (nothing
 * here is hinted), and no subroutines, for at some sets of glyphs Cairo would embed all of a CJK
 * font's. */
static hb_face_t *font_cut(hb_face_t *whole, const GArray *characters)
{
	hb_subset_input_t *input = hb_subset_input_create_or_fail();
	hb_set_t *set;
	hb_face_t *cut;

	g_assert(input);
	set = hb_subset_input_unicode_set(input);
	for (guint i = 0; i < characters->len; i++)
		hb_set_add(set, g_array_index(characters, gunichar, i));
	set = hb_subset_input_set(input, HB_SUBSET_SETS_LAYOUT_FEATURE_TAG);
	hb_set_clear(set);
	hb_set_invert(set);
	set = hb_subset_input_set(input, HB_SUBSET_SETS_NAME_ID);
	hb_set_add_range(set, 0, 25);
	hb_subset_input_set_flags(input,
	    HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_DESUBROUTINIZE);
	cut = hb_subset_or_fail(whole, input);
	hb_subset_input_destroy(input);
	return cut;
}

/* Cairo's face on the same bytes. NULL when FreeType refuses them. */
static cairo_font_face_t *font_outlines(hb_blob_t *blob, int index)
{
	static const cairo_user_data_key_t key;
	struct outlines *outlines = g_new0(struct outlines, 1);
	cairo_font_face_t *cairo;
	unsigned length;
	const char *data = hb_blob_get_data(blob, &length);

	outlines->bytes = hb_blob_reference(blob);
	if (FT_Init_FreeType(&outlines->library) != 0 ||
	    FT_New_Memory_Face(outlines->library, (const FT_Byte *)data, (FT_Long)length, index,
		&outlines->face) != 0) {
		outlines_free(outlines);
		return NULL;
	}
	cairo = cairo_ft_font_face_create_for_ft_face(outlines->face, FT_LOAD_NO_HINTING);
	if (cairo_font_face_set_user_data(cairo, &key, outlines, outlines_free) !=
	    CAIRO_STATUS_SUCCESS) {
		cairo_font_face_destroy(cairo);
		outlines_free(outlines);
		return NULL;
	}
	return cairo;
}

static void face_measure(struct arena *arena, struct face *face, hb_font_t *font)
{
	hb_font_extents_t line;
	hb_glyph_extents_t box;
	hb_codepoint_t glyph;
	hb_position_t cap;
	char name[128] = "";
	unsigned size = sizeof(name);

	hb_ot_name_get_utf8(hb_font_get_face(font), HB_OT_NAME_ID_POSTSCRIPT_NAME,
	    hb_language_from_string("en", -1), &size, name);
	face->name = arena_strdup(arena, name[0] ? name : face->family->name);
	hb_font_get_extents_for_direction(font, HB_DIRECTION_LTR, &line);
	face->ascent = line.ascender / face->em;
	face->descent = -line.descender / face->em;
	if (hb_font_get_nominal_glyph(font, 'H', &glyph) &&
	    hb_font_get_glyph_extents(font, glyph, &box))
		face->cap = box.y_bearing / face->em;
	else if (hb_ot_metrics_get_position(font, HB_OT_METRICS_TAG_CAP_HEIGHT, &cap))
		face->cap = cap / face->em;
	face->dotted_circle = hb_font_get_nominal_glyph(font, 0x25cc, &glyph) ? glyph : 0;
	face->space = hb_font_get_nominal_glyph(font, ' ', &glyph) ? glyph : 0;
	face->space_advance = hb_font_get_glyph_h_advance(font, face->space) / face->em;
}

/* Fills a face from a font, cut or whole. `index`: of the face in those bytes. False after a
 * failure. */
static bool face_open(struct arena *arena, struct face *face, hb_face_t *font, int index,
    struct diag *diag)
{
	hb_blob_t *blob = hb_face_reference_blob(font);
	hb_face_t *plain = hb_face_create(blob, (unsigned)index);
	hb_font_t *shaper = hb_font_create(plain);
	cairo_font_face_t *cairo = font_outlines(blob, index);
	cairo_font_face_t *backward = font_outlines(blob, index);

	face->em = hb_face_get_upem(plain);
	hb_font_set_scale(shaper, (int)face->em, (int)face->em);
	face_measure(arena, face, shaper);
	face->shaper = shaper;
	face->cairo = cairo;
	face->backward = backward;
	arena_tie(arena, shaper, release_hb_font);
	hb_face_destroy(plain);
	hb_blob_destroy(blob);
	if (cairo)
		arena_tie(arena, cairo, release_cairo);
	if (backward)
		arena_tie(arena, backward, release_cairo);
	if (!cairo || !backward)
		diag_failure(diag, NULL, "FreeType cannot open the font %s", face->name);
	return cairo && backward;
}

/* A path that Fontconfig can open: a file in memory, as long as the arena lives. NULL after a
 * failure. */
static const char *face_file(struct arena *arena, const struct face *face, hb_face_t *font,
    struct diag *diag)
{
	hb_blob_t *blob = hb_face_reference_blob(font);
	unsigned length;
	const char *data = hb_blob_get_data(blob, &length);
	int descriptor = memfd_create("font", MFD_CLOEXEC);
	size_t done = 0;

	while (descriptor >= 0 && done < length) {
		ssize_t count = write(descriptor, data + done, length - done);

		if (count <= 0 && errno != EINTR)
			break;
		done += count > 0 ? (size_t)count : 0;
	}
	hb_blob_destroy(blob);
	if (descriptor >= 0)
		arena_tie(arena, GINT_TO_POINTER(descriptor), release_descriptor);
	if (descriptor < 0 || done < length) {
		diag_failure(diag, NULL, "no memory for the font %s: %s", face->name,
		    g_strerror(errno));
		return NULL;
	}
	return arena_printf(arena, "/proc/self/fd/%d", descriptor);
}

/* Whether a font shows a character, by a glyph of its own or of its parts. */
static bool font_has(hb_font_t *font, gunichar character)
{
	gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
	hb_codepoint_t glyph;
	size_t count;

	if (hb_font_get_nominal_glyph(font, character, &glyph))
		return true;
	count = g_unichar_fully_decompose(character, FALSE, parts, G_N_ELEMENTS(parts));
	if (count < 2)
		return character == 0x2011 && hb_font_get_nominal_glyph(font, 0x2010, &glyph);
	for (size_t i = 0; i < count; i++)
		if (!hb_font_get_nominal_glyph(font, parts[i], &glyph))
			return false;
	return true;
}

/* Tells each character of a text that no font has, the first time that it is met. False when there
 * was one. */
static bool text_check(hb_font_t *const *whole, size_t n_whole, const char *path,
    const struct phrase *phrase, GHashTable *seen, struct diag *diag)
{
	bool fine = true;

	for (const char *at = phrase->text; *at; at = g_utf8_next_char(at)) {
		gunichar character = g_utf8_get_char(at);
		bool has[WEIGHT_COUNT] = { false };
		char shown[8] = "";

		if (!character_shows(character) ||
		    !g_hash_table_add(seen, GUINT_TO_POINTER(character)))
			continue;
		for (size_t i = 0; i < n_whole; i++)
			has[i % WEIGHT_COUNT] |= font_has(whole[i], character);
		if (has[WEIGHT_REGULAR] && has[WEIGHT_BOLD])
			continue;
		fine = false;
		shown[g_unichar_to_utf8(character, shown)] = '\0';
		diag_error(diag, phrase->place, "no-glyph",
		    "%s: no %sfont of this language has the character \"%s\" (U+%04X)", path,
		    has[WEIGHT_REGULAR]	   ? "bold "
			: has[WEIGHT_BOLD] ? "regular "
					   : "",
		    shown, character);
	}
	return fine;
}

static bool characters_check(const struct fonts *fonts, hb_face_t *const *whole,
    const struct contact *contact, struct diag *diag)
{
	hb_font_t *font[G_N_ELEMENTS(fonts->faces)];
	GHashTable *seen = g_hash_table_new(NULL, NULL);
	size_t base = fonts->n_faces - WEIGHT_COUNT;
	bool fine = true;

	for (size_t i = 0; i < fonts->n_faces; i++)
		font[i] = hb_font_create(whole[i]);
	for (size_t i = 0; i < fonts->edition->n_entries; i++) {
		const struct entry *entry = &fonts->edition->entries[i];

		fine &= text_check(font, fonts->n_faces, entry->path, &entry->phrase, seen, diag);
	}
	/* Contacts are set in the base family alone, whatever the script's family has. */
	g_hash_table_remove_all(seen);
	for (int kind = 0; contact && kind < CONTACT_KINDS; kind++) {
		const struct phrase *const phrases[CONTACT_KINDS] = { &contact->phone,
			&contact->digits, &contact->site, &contact->org_site };

		if (phrases[kind]->text)
			fine &= text_check(font + base, WEIGHT_COUNT, contact_names[kind],
			    phrases[kind], seen, diag);
	}
	g_hash_table_destroy(seen);
	for (size_t i = 0; i < fonts->n_faces; i++)
		hb_font_destroy(font[i]);
	return fine;
}

/* Fontconfig's rules: each file has the weight that type.yaml gives it, for some Bold files say
 * 400 of themselves. */
static char *rules_write(const struct fonts *fonts)
{
	GString *rules = g_string_new(
	    "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig>");

	for (size_t i = 0; i < fonts->n_faces; i++) {
		const struct face *face = &fonts->faces[i];
		g_autofree char *rule = g_markup_printf_escaped(
		    "<match target=\"scan\"><test name=\"file\"><string>%s</string></test>"
		    "<edit name=\"weight\" mode=\"assign\"><const>%s</const></edit></match>",
		    face->file, face->weight == WEIGHT_BOLD ? "bold" : "regular");

		g_string_append(rules, rule);
	}
	g_string_append(rules, "</fontconfig>");
	return g_string_free(rules, FALSE);
}

static bool map_make(struct fonts *fonts, struct diag *diag)
{
	FcConfig *config = FcConfigCreate();
	g_autofree char *rules = rules_write(fonts);
	PangoFontMap *map;
	PangoContext *context;
	cairo_font_options_t *options;
	bool fine = FcConfigParseAndLoadFromMemory(config, (const FcChar8 *)rules, FcTrue);

	arena_tie(fonts->arena, config, release_config);
	for (size_t i = 0; i < fonts->n_faces; i++)
		fine =
		    fine && FcConfigAppFontAddFile(config, (const FcChar8 *)fonts->faces[i].file);
	if (!fine || !FcConfigSetCurrent(config)) {
		diag_failure(diag, NULL, "Fontconfig refuses the fonts of %s", fonts->edition->tag);
		return false;
	}
	map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
	arena_tie(fonts->arena, map, release_map);
	pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), config);
	pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map), 72);
	context = pango_font_map_create_context(map);
	arena_tie(fonts->arena, context, release_object);
	options = cairo_font_options_create();
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	pango_cairo_context_set_font_options(context, options);
	cairo_font_options_destroy(options);
	pango_context_set_round_glyph_positions(context, FALSE);
	pango_context_set_language(context, pango_language_from_string(fonts->edition->tag));
	fonts->context = context;
	return true;
}

/* Cuts what was opened. False after a failure. */
static bool faces_cut(struct fonts *fonts, hb_face_t *const *font, const struct contact *contact,
    struct diag *diag)
{
	GArray *characters = characters_gather(fonts->edition, contact);
	bool fine = true;

	for (size_t i = 0; i < fonts->n_faces && fine; i++) {
		struct face *face = &fonts->faces[i];
		hb_face_t *cut = font_cut(font[i], characters);

		if (!cut) {
			diag_failure(diag, face->file, "cannot be cut");
			fine = false;
			break;
		}
		fine = face_open(fonts->arena, face, cut, 0, diag);
		if (fine)
			fine = (face->file = face_file(fonts->arena, face, cut, diag)) != NULL;
		hb_face_destroy(cut);
	}
	g_array_free(characters, TRUE);
	return fine;
}

static void faces_name(struct fonts *fonts, const struct family *family, const char *folder)
{
	for (int weight = 0; weight < WEIGHT_COUNT; weight++) {
		struct face *face = &fonts->faces[fonts->n_faces++];

		face->family = family;
		face->weight = (enum weight)weight;
		face->file = arena_printf(fonts->arena, "%s/%s", folder, family->files[weight]);
	}
}

struct fonts *fonts_new(struct arena *arena, const char *folder, const struct typography *type,
    const struct edition *edition, const struct contact *contact, bool whole, struct diag *diag)
{
	struct fonts *fonts = ARENA_NEW(arena, struct fonts);
	hb_face_t *font[G_N_ELEMENTS(fonts->faces)];
	bool fine = true;

	fonts->arena = arena;
	fonts->edition = edition;
	fonts->script = edition->language->script;
	fonts->base = type->base;
	if (fonts->script->family != type->base)
		faces_name(fonts, fonts->script->family, folder);
	faces_name(fonts, type->base, folder);
	for (size_t i = 0; i < fonts->n_faces; i++) {
		font[i] = font_open(arena, &fonts->faces[i], diag);
		fine = fine && font[i];
	}
	if (!fine || !characters_check(fonts, font, contact, diag))
		return NULL;
	if (!whole)
		fine = faces_cut(fonts, font, contact, diag);
	for (size_t i = 0; whole && i < fonts->n_faces; i++)
		fine = fine &&
		    face_open(arena, &fonts->faces[i], font[i], fonts->faces[i].family->index,
			diag);
	if (!fine || !map_make(fonts, diag))
		return NULL;
	fonts->texts =
	    g_hash_table_new_full(g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
	arena_tie(arena, fonts->texts, release_table);
	return fonts;
}

const struct face *fonts_find(const struct fonts *fonts, const struct family *family,
    enum weight weight)
{
	for (size_t i = 0; i < fonts->n_faces; i++)
		if (fonts->faces[i].family == family && fonts->faces[i].weight == weight)
			return &fonts->faces[i];
	return NULL;
}

const struct face *fonts_face(const struct fonts *fonts, void *pango_font)
{
	FcPattern *pattern = pango_fc_font_get_pattern(PANGO_FC_FONT(pango_font));
	FcChar8 *file;
	FcBool embolden = FcFalse;
	int index = 0;

	if (FcPatternGetString(pattern, FC_FILE, 0, &file) != FcResultMatch)
		return NULL;
	FcPatternGetInteger(pattern, FC_INDEX, 0, &index);
	FcPatternGetBool(pattern, FC_EMBOLDEN, 0, &embolden);
	if (embolden)
		return NULL;
	for (size_t i = 0; i < fonts->n_faces; i++) {
		const struct face *face = &fonts->faces[i];
		bool collection = g_str_has_suffix(face->file, ".ttc");

		if (strcmp(face->file, (const char *)file) == 0 &&
		    (!collection || index == face->family->index))
			return face;
	}
	return NULL;
}
