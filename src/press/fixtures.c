/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "press/fixtures.h"

#include <math.h>
#include <string.h>

enum { OBJECTS_MOST = 2000000, LAYERS_MOST = 10000, DIRECT_DEPTH = 100, KEYS_OF = 1024 };

static void check_preferences(struct inspection *inspection, unsigned catalog)
{
	static const char *const keys[] = { "/ViewArea", "/ViewClip", "/PrintArea", "/PrintClip" };
	struct pdf *pdf = inspection->pdf;
	unsigned preferences = pdf_find(pdf, catalog, "/ViewerPreferences");
	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
		unsigned value = pdf_find(pdf, preferences, keys[i]);
		if (pdf_type(pdf, value) != PDF_NULL && !pdf_is(pdf, value, "/MediaBox") &&
		    !pdf_is(pdf, value, "/BleedBox"))
			finding_add(inspection->findings, RULE_X36, NULL, "%s is %s", keys[i] + 1,
			    pdf_name(pdf, value));
	}
	if (!pdf_bool(pdf, pdf_find(pdf, preferences, "/DisplayDocTitle")))
		finding_add(inspection->findings, RULE_UA_7_1_10, NULL,
		    "DisplayDocTitle is not true");
}

static void check_actions(struct inspection *inspection, unsigned catalog)
{
	struct pdf *pdf = inspection->pdf;
	struct findings *findings = inspection->findings;
	unsigned names = pdf_find(pdf, catalog, "/Names"),
		 form = pdf_find(pdf, catalog, "/AcroForm");
	unsigned open = pdf_find(pdf, catalog, "/OpenAction");
	/* A destination is no action. */
	if (pdf_type(pdf, open) == PDF_DICT)
		finding_add(findings, RULE_X35, NULL, "the catalog has an OpenAction");
	if (pdf_has(pdf, catalog, "/AA"))
		finding_add(findings, RULE_X35, NULL, "the catalog has additional actions (AA)");
	if (pdf_has(pdf, names, "/JavaScript"))
		finding_add(findings, RULE_X35, NULL, "the catalog names JavaScript");
	if (pdf_type(pdf, form) == PDF_DICT)
		finding_add(findings, RULE_X35, NULL, "an interactive form (AcroForm)");
	if (pdf_has(pdf, names, "/EmbeddedFiles"))
		finding_add(findings, RULE_X41, NULL, "the catalog names embedded files");
	if (pdf_has(pdf, catalog, "/Collection"))
		finding_add(findings, RULE_X41, NULL, "a portfolio (Collection)");
}

static void check_layer(struct inspection *inspection, unsigned configuration, const char *which)
{
	struct pdf *pdf = inspection->pdf;
	struct findings *findings = inspection->findings;
	const char *name = pdf_text(pdf, pdf_find(pdf, configuration, "/Name"));
	if (pdf_type(pdf, configuration) != PDF_DICT)
		return;
	if (!name || !name[0]) {
		finding_add(findings, RULE_X37, NULL, "configuration %s has no name", which);
		finding_add(findings, RULE_UA_7_10_1, NULL, "configuration %s has no name", which);
	}
	if (pdf_has(pdf, configuration, "/AS")) {
		finding_add(findings, RULE_X37, NULL, "configuration %s has AS", which);
		finding_add(findings, RULE_UA_7_10_2, NULL, "configuration %s has AS", which);
	}
}

static void hide_layers(struct inspection *inspection, unsigned layers, bool off)
{
	struct pdf *pdf = inspection->pdf;
	size_t count = MIN(pdf_count(pdf, layers), LAYERS_MOST);
	for (size_t i = 0; i < count; i++) {
		gpointer key = GINT_TO_POINTER(pdf_number_of(pdf, pdf_item(pdf, layers, i)));
		if (off)
			g_hash_table_add(inspection->hidden, key);
		else
			g_hash_table_remove(inspection->hidden, key);
	}
}

static void check_layers(struct inspection *inspection, unsigned catalog)
{
	struct pdf *pdf = inspection->pdf;
	unsigned properties = pdf_find(pdf, catalog, "/OCProperties"),
		 standard = pdf_find(pdf, properties, "/D");
	unsigned configurations = pdf_find(pdf, properties, "/Configs"),
		 all = pdf_find(pdf, properties, "/OCGs");
	if (pdf_type(pdf, properties) != PDF_DICT)
		return;
	check_layer(inspection, standard, "D");
	for (size_t i = 0; i < MIN(pdf_count(pdf, configurations), LAYERS_MOST); i++)
		check_layer(inspection, pdf_item(pdf, configurations, i), "of Configs");
	if (pdf_is(pdf, pdf_find(pdf, standard, "/BaseState"), "/OFF"))
		hide_layers(inspection, all, true);
	hide_layers(inspection, pdf_find(pdf, standard, "/ON"), false);
	hide_layers(inspection, pdf_find(pdf, standard, "/OFF"), true);
	if (pdf_count(pdf, all))
		finding_add(inspection->findings, RULE_LAYERS, NULL, "%zu, of which %u are off",
		    pdf_count(pdf, all), g_hash_table_size(inspection->hidden));
}

static void check_marked(struct inspection *inspection, unsigned catalog)
{
	struct pdf *pdf = inspection->pdf;
	struct findings *findings = inspection->findings;
	unsigned info = pdf_find(pdf, catalog, "/MarkInfo");
	if (!pdf_bool(pdf, pdf_find(pdf, info, "/Marked")))
		finding_add(findings, RULE_UA_6_2, NULL, "not tagged");
	if (pdf_bool(pdf, pdf_find(pdf, info, "/Suspects")))
		finding_add(findings, RULE_UA_7_1_4, NULL, "Suspects is true");
	if (pdf_has(pdf, catalog, "/Outlines") &&
	    pdf_has(pdf, pdf_find(pdf, catalog, "/Outlines"), "/First") && !inspection->language)
		finding_add(findings, RULE_UA_7_2_2, NULL,
		    "an outline, and no Lang in the catalog");
}

/* P is a 32-bit number, and written as one with or without a sign. */
static void check_permissions(struct inspection *inspection)
{
	double permissions = 0;
	struct pdf *pdf = inspection->pdf;
	unsigned encrypt = pdf_find(pdf, pdf_trailer(pdf), "/Encrypt");
	if (!pdf_encrypted(pdf))
		return;
	bool known =
	    pdf_real(pdf, pdf_find(pdf, encrypt, "/P"), &permissions) && fabs(permissions) < 1e10;
	guint32 bits = known ? (guint32)(gint64)permissions : 0;
	if (!(bits & 0x4))
		finding_add(inspection->findings, RULE_PRINT_DENIED, NULL,
		    "printing is not permitted");
	if (!(bits & 0x200))
		finding_add(inspection->findings, RULE_UA_7_16_1, NULL, "bit 10 of P is not set");
}

static bool filter_is(struct pdf *pdf, unsigned stream, const char *name)
{
	unsigned filter = pdf_find(pdf, stream, "/Filter");
	if (pdf_is(pdf, filter, name))
		return true;
	for (size_t i = 0; i < MIN(pdf_count(pdf, filter), 16); i++)
		if (pdf_is(pdf, pdf_item(pdf, filter, i), name))
			return true;
	return false;
}

static void check_stream(struct inspection *inspection, unsigned stream)
{
	static const char *const elsewhere[] = { "/F", "/FFilter", "/FDecodeParms" };
	struct pdf *pdf = inspection->pdf;
	struct findings *findings = inspection->findings;
	struct spot spot = inspection_object(inspection, stream);
	unsigned subtype = pdf_find(pdf, stream, "/Subtype");
	bool form = pdf_is(pdf, subtype, "/Form"), image = pdf_is(pdf, subtype, "/Image");
	for (size_t i = 0; i < G_N_ELEMENTS(elsewhere); i++)
		if (pdf_has(pdf, stream, elsewhere[i]))
			finding_add(findings, RULE_X32, &spot, "the stream has %s", elsewhere[i]);
	if (filter_is(pdf, stream, "/LZWDecode"))
		finding_add(findings, RULE_X33, &spot, "LZWDecode");
	if (pdf_is(pdf, subtype, "/PS") ||
	    (form &&
		(pdf_has(pdf, stream, "/PS") ||
		    pdf_is(pdf, pdf_find(pdf, stream, "/Subtype2"), "/PS"))))
		finding_add(findings, RULE_X31, &spot, "a PostScript XObject");
	if ((form || image) && pdf_has(pdf, stream, "/OPI"))
		finding_add(findings, RULE_X31, &spot, "OPI");
	if (form && pdf_has(pdf, stream, "/Ref")) {
		finding_add(findings, RULE_X31, &spot, "a reference XObject");
		finding_add(findings, RULE_UA_7_20_1, &spot, "a reference XObject");
	}
	if (image && pdf_has(pdf, stream, "/Alternates"))
		finding_add(findings, RULE_X31, &spot, "alternate images");
}

static void check_file(struct inspection *inspection, unsigned dict)
{
	struct pdf *pdf = inspection->pdf;
	const char *plain = pdf_text(pdf, pdf_find(pdf, dict, "/F")),
		   *unicode = pdf_text(pdf, pdf_find(pdf, dict, "/UF"));
	struct spot spot = inspection_object(inspection, dict);
	if (pdf_type(pdf, pdf_find(pdf, dict, "/EF")) != PDF_DICT)
		return;
	finding_add(inspection->findings, RULE_X41, &spot, "an embedded file");
	if (!plain || !plain[0] || !unicode || !unicode[0])
		finding_add(inspection->findings, RULE_UA_7_11_1, &spot, "%s is missing",
		    plain && plain[0] ? "UF" : "F");
}

bool lang_is_tag(const char *lang)
{
	return g_regex_match_simple("^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$", lang,
	    G_REGEX_DOLLAR_ENDONLY, 0);
}

/* Lang wherever it stands, in dictionaries of structure, annotations, marked content and the
 * catalog. */
static void check_lang(struct inspection *inspection, unsigned dict)
{
	struct pdf *pdf = inspection->pdf;
	const char *lang = pdf_text(pdf, pdf_find(pdf, dict, "/Lang"));
	struct spot spot = inspection_object(inspection, dict);
	if (lang && !lang_is_tag(lang))
		finding_add(inspection->findings, RULE_UA_7_2_29, &spot, "\"%s\"", lang);
}

static void check_clip(struct inspection *inspection, unsigned dict)
{
	struct pdf *pdf = inspection->pdf;
	unsigned alternate = pdf_find(pdf, dict, "/Alt");
	struct spot spot = inspection_object(inspection, dict);
	if (!pdf_is(pdf, pdf_find(pdf, dict, "/S"), "/MCD"))
		return;
	if (!pdf_has(pdf, dict, "/CT"))
		finding_add(inspection->findings, RULE_UA_7_18_6_2_1, &spot,
		    "a media clip without CT");
	bool paired = pdf_count(pdf, alternate) > 0 && pdf_count(pdf, alternate) % 2 == 0;
	for (size_t i = 1; paired && i < pdf_count(pdf, alternate); i += 2) {
		const char *text = pdf_text(pdf, pdf_item(pdf, alternate, i));
		paired = text && text[0];
	}
	if (!paired)
		finding_add(inspection->findings, RULE_UA_7_18_6_2_2, &spot,
		    "a media clip without Alt in pairs");
}

/* By the keys that it has, each of which starts a check or two. */
static void check_key(struct inspection *inspection, unsigned dict, const char *key)
{
	struct pdf *pdf = inspection->pdf;
	if (strcmp(key, "/EF") == 0)
		check_file(inspection, dict);
	if (strcmp(key, "/Lang") == 0)
		check_lang(inspection, dict);
	if (strcmp(key, "/S") == 0)
		check_clip(inspection, dict);
	if (strcmp(key, "/JS") == 0 ||
	    (strcmp(key, "/S") == 0 && pdf_is(pdf, pdf_find(pdf, dict, "/S"), "/JavaScript"))) {
		struct spot spot = inspection_object(inspection, dict);
		finding_add(inspection->findings, RULE_X35, &spot, "JavaScript");
	}
}

/* All objects that can be reached, each once. What is direct stands within what is not. */
struct walk {
	struct inspection *inspection;
	GHashTable *seen;    /* object numbers */
	GArray *open;	     /* handles still to be looked at */
	struct arena *arena; /* of the keys; a new one now and then */
};

static void walk_add(struct walk *walk, unsigned object, int depth);

static void walk_children(struct walk *walk, unsigned object, int depth)
{
	struct pdf *pdf = walk->inspection->pdf;
	size_t count = pdf_count(pdf, object);
	for (size_t i = 0; i < count; i++)
		walk_add(walk, pdf_item(pdf, object, i), depth);
	enum pdf_type type = pdf_type(pdf, object);
	if (type != PDF_DICT && type != PDF_STREAM)
		return;
	const char **names = pdf_keys(pdf, walk->arena, object);
	for (size_t i = 0; names[i]; i++) {
		/* Widths are numbers, and many. */
		if (strcmp(names[i], "/Widths") == 0 || strcmp(names[i], "/W") == 0)
			continue;
		check_key(walk->inspection, object, names[i]);
		walk_add(walk, pdf_find(pdf, object, names[i]), depth);
	}
}

static void walk_add(struct walk *walk, unsigned object, int depth)
{
	struct pdf *pdf = walk->inspection->pdf;
	enum pdf_type type = pdf_type(pdf, object);
	bool holds = type == PDF_DICT || type == PDF_STREAM || type == PDF_ARRAY;
	int number = holds ? pdf_number_of(pdf, object) : 0;
	if (!holds) {
		pdf_drop(pdf, object);
	} else if (number) {
		if (g_hash_table_add(walk->seen, GINT_TO_POINTER(number)) &&
		    g_hash_table_size(walk->seen) < OBJECTS_MOST)
			g_array_append_val(walk->open, object);
		else
			pdf_drop(pdf, object);
	} else if (depth < DIRECT_DEPTH) {
		walk_children(walk, object, depth + 1);
		pdf_drop(pdf, object);
	}
}

static void walk_objects(struct inspection *inspection)
{
	struct pdf *pdf = inspection->pdf;
	unsigned looked = 0;
	struct walk walk = {
		.inspection = inspection,
		.seen = g_hash_table_new(NULL, NULL),
		.open = g_array_new(FALSE, FALSE, sizeof(unsigned)),
		.arena = arena_new(),
	};
	walk_children(&walk, pdf_trailer(pdf), 0);
	while (walk.open->len) {
		unsigned object = g_array_index(walk.open, unsigned, walk.open->len - 1);
		g_array_set_size(walk.open, walk.open->len - 1);
		if (pdf_type(pdf, object) == PDF_STREAM)
			check_stream(inspection, object);
		walk_children(&walk, object, 0);
		pdf_drop(pdf, object);
		if (++looked % KEYS_OF == 0) {
			arena_free(walk.arena);
			walk.arena = arena_new();
		}
	}
	arena_free(walk.arena);
	if (g_hash_table_size(walk.seen) >= OBJECTS_MOST)
		finding_add(inspection->findings, RULE_DEPTH, NULL, "more than %d objects",
		    OBJECTS_MOST);
	g_hash_table_unref(walk.seen);
	g_array_free(walk.open, TRUE);
}

static void check_rendering(struct inspection *inspection, unsigned catalog)
{
	struct pdf *pdf = inspection->pdf;
	unsigned xfa = pdf_find(pdf, pdf_find(pdf, catalog, "/AcroForm"), "/XFA");
	size_t count = pdf_count(pdf, xfa);
	/* A stream, or an array of names and streams; the config part says how it renders. */
	for (size_t i = 0; i < MAX(MIN(count, 64), 1); i++) {
		GBytes *bytes = pdf_data(pdf, count ? pdf_item(pdf, xfa, i) : xfa);
		gsize length = 0;
		const char *text = bytes ? g_bytes_get_data(bytes, &length) : NULL;
		g_autofree char *plain = g_strndup(text ? text : "", length);
		if (g_regex_match_simple("<dynamicRender\\s*>\\s*required\\s*<", plain, 0, 0))
			finding_add(inspection->findings, RULE_UA_7_15_1, NULL,
			    "XFA requires dynamic rendering");
		if (bytes)
			g_bytes_unref(bytes);
	}
}

void fixtures_check(struct inspection *inspection)
{
	struct pdf *pdf = inspection->pdf;
	unsigned catalog = pdf_root(pdf);
	const char *lang = pdf_text(pdf, pdf_find(pdf, catalog, "/Lang"));
	inspection->language = lang != NULL;
	check_preferences(inspection, catalog);
	check_actions(inspection, catalog);
	check_layers(inspection, catalog);
	check_marked(inspection, catalog);
	check_permissions(inspection);
	check_rendering(inspection, catalog);
	walk_objects(inspection);
}
