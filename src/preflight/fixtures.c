/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preflight/fixtures.h"

#include "read/lang.h"

#include <math.h>
#include <string.h>

enum { OBJECTS_MOST = 2000000, LAYERS_MOST = 10000, DIRECT_DEPTH = 100 };

static void check_preferences(struct inspection *inspection, unsigned catalog)
{
	static const char *const keys[] = { "/ViewArea", "/ViewClip", "/PrintArea", "/PrintClip" };
	struct cos *cos = inspection->cos;
	unsigned preferences = cos_find(cos, catalog, "/ViewerPreferences");
	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
		unsigned value = cos_find(cos, preferences, keys[i]);
		if (cos_type(cos, value) != PDF_NULL && !cos_is(cos, value, "/MediaBox") &&
		    !cos_is(cos, value, "/BleedBox"))
			finding_add(inspection->findings, RULE_X36, NULL, "%s is %s", keys[i] + 1,
			    cos_name(cos, value));
	}
	if (!cos_bool(cos, cos_find(cos, preferences, "/DisplayDocTitle")))
		finding_add(inspection->findings, RULE_UA_7_1_10, NULL,
		    "DisplayDocTitle is not true");
}

static void check_actions(struct inspection *inspection, unsigned catalog)
{
	struct cos *cos = inspection->cos;
	struct findings *findings = inspection->findings;
	unsigned names = cos_find(cos, catalog, "/Names"),
		 form = cos_find(cos, catalog, "/AcroForm");
	unsigned open = cos_find(cos, catalog, "/OpenAction");
	/* A destination is no action, and a script is told where all are. */
	if (cos_type(cos, open) == PDF_DICT &&
	    !cos_is(cos, cos_find(cos, open, "/S"), "/JavaScript"))
		finding_add(findings, RULE_X35, NULL, "the catalog has an OpenAction");
	if (cos_has(cos, catalog, "/AA"))
		finding_add(findings, RULE_X35, NULL, "the catalog has additional actions (AA)");
	unsigned scripts = cos_find(cos, names, "/JavaScript");
	if (cos_type(cos, scripts) == PDF_DICT && !cos_has(cos, scripts, "/Names") &&
	    !cos_has(cos, scripts, "/Kids"))
		finding_add(findings, RULE_X35, NULL, "the catalog names JavaScript");
	if (cos_type(cos, form) == PDF_DICT)
		finding_add(findings, RULE_X35, NULL, "an interactive form (AcroForm)");
	if (cos_has(cos, names, "/EmbeddedFiles"))
		finding_add(findings, RULE_X41, NULL, "the catalog names embedded files");
	if (cos_has(cos, catalog, "/Collection"))
		finding_add(findings, RULE_X41, NULL, "a portfolio (Collection)");
}

static void check_layer(struct inspection *inspection, unsigned configuration, const char *which)
{
	struct cos *cos = inspection->cos;
	struct findings *findings = inspection->findings;
	const char *name = cos_text(cos, cos_find(cos, configuration, "/Name"));
	if (cos_type(cos, configuration) != PDF_DICT)
		return;
	if (!name || !name[0]) {
		finding_add(findings, RULE_X37, NULL, "configuration %s has no name", which);
		finding_add(findings, RULE_UA_7_10_1, NULL, "configuration %s has no name", which);
	}
	if (cos_has(cos, configuration, "/AS")) {
		finding_add(findings, RULE_X37, NULL, "configuration %s has AS", which);
		finding_add(findings, RULE_UA_7_10_2, NULL, "configuration %s has AS", which);
	}
}

static void hide_layers(struct inspection *inspection, unsigned layers, bool off)
{
	struct cos *cos = inspection->cos;
	size_t count = MIN(cos_count(cos, layers), LAYERS_MOST);
	for (size_t i = 0; i < count; i++) {
		gpointer key = GINT_TO_POINTER(cos_number_of(cos, cos_item(cos, layers, i)));
		if (off)
			g_hash_table_add(inspection->hidden, key);
		else
			g_hash_table_remove(inspection->hidden, key);
	}
}

static void check_layers(struct inspection *inspection, unsigned catalog)
{
	struct cos *cos = inspection->cos;
	unsigned properties = cos_find(cos, catalog, "/OCProperties"),
		 standard = cos_find(cos, properties, "/D");
	unsigned configurations = cos_find(cos, properties, "/Configs"),
		 all = cos_find(cos, properties, "/OCGs");
	if (cos_type(cos, properties) != PDF_DICT)
		return;
	check_layer(inspection, standard, "D");
	for (size_t i = 0; i < MIN(cos_count(cos, configurations), LAYERS_MOST); i++)
		check_layer(inspection, cos_item(cos, configurations, i), "of Configs");
	if (cos_is(cos, cos_find(cos, standard, "/BaseState"), "/OFF"))
		hide_layers(inspection, all, true);
	hide_layers(inspection, cos_find(cos, standard, "/ON"), false);
	hide_layers(inspection, cos_find(cos, standard, "/OFF"), true);
	if (cos_count(cos, all))
		finding_add(inspection->findings, RULE_LAYERS, NULL, "%zu, of which %u are off",
		    cos_count(cos, all), g_hash_table_size(inspection->hidden));
}

static void check_marked(struct inspection *inspection, unsigned catalog)
{
	struct cos *cos = inspection->cos;
	struct findings *findings = inspection->findings;
	unsigned info = cos_find(cos, catalog, "/MarkInfo");
	if (!cos_bool(cos, cos_find(cos, info, "/Marked")))
		finding_add(findings, RULE_UA_6_2, NULL, "not tagged");
	if (cos_bool(cos, cos_find(cos, info, "/Suspects")))
		finding_add(findings, RULE_UA_7_1_4, NULL, "Suspects is true");
	if (cos_has(cos, catalog, "/Outlines") &&
	    cos_has(cos, cos_find(cos, catalog, "/Outlines"), "/First") && !inspection->language)
		finding_add(findings, RULE_UA_7_2_2, NULL,
		    "an outline, and no Lang in the catalog");
}

/* P is a 32-bit number, and written as one with or without a sign. */
static void check_permissions(struct inspection *inspection)
{
	double permissions = 0;
	struct cos *cos = inspection->cos;
	unsigned encrypt = cos_find(cos, cos_trailer(cos), "/Encrypt");
	if (!cos_encrypted(cos))
		return;
	bool known =
	    cos_real(cos, cos_find(cos, encrypt, "/P"), &permissions) && fabs(permissions) < 1e10;
	guint32 bits = known ? (guint32)(gint64)permissions : 0;
	if (!(bits & 0x4))
		finding_add(inspection->findings, RULE_PRINT_DENIED, NULL,
		    "printing is not permitted");
	if (!(bits & 0x200))
		finding_add(inspection->findings, RULE_UA_7_16_1, NULL, "bit 10 of P is not set");
}

static bool filter_is(struct cos *cos, unsigned stream, const char *name)
{
	unsigned filter = cos_find(cos, stream, "/Filter");
	if (cos_is(cos, filter, name))
		return true;
	for (size_t i = 0; i < MIN(cos_count(cos, filter), 16); i++)
		if (cos_is(cos, cos_item(cos, filter, i), name))
			return true;
	return false;
}

static void check_stream(struct inspection *inspection, unsigned stream)
{
	static const char *const elsewhere[] = { "/F", "/FFilter", "/FDecodeParms" };
	struct cos *cos = inspection->cos;
	struct findings *findings = inspection->findings;
	struct spot spot = inspection_object(inspection, stream);
	unsigned subtype = cos_find(cos, stream, "/Subtype");
	bool form = cos_is(cos, subtype, "/Form"), image = cos_is(cos, subtype, "/Image");
	for (size_t i = 0; i < G_N_ELEMENTS(elsewhere); i++)
		if (cos_has(cos, stream, elsewhere[i]))
			finding_add(findings, RULE_X32, &spot, "the stream has %s", elsewhere[i]);
	if (filter_is(cos, stream, "/LZWDecode"))
		finding_add(findings, RULE_X33, &spot, "LZWDecode");
	if (cos_is(cos, subtype, "/PS") ||
	    (form &&
		(cos_has(cos, stream, "/PS") ||
		    cos_is(cos, cos_find(cos, stream, "/Subtype2"), "/PS"))))
		finding_add(findings, RULE_X31, &spot, "a PostScript XObject");
	if ((form || image) && cos_has(cos, stream, "/OPI"))
		finding_add(findings, RULE_X31, &spot, "OPI");
	if (form && cos_has(cos, stream, "/Ref")) {
		finding_add(findings, RULE_X31, &spot, "a reference XObject");
		finding_add(findings, RULE_UA_7_20_1, &spot, "a reference XObject");
	}
	if (image && cos_has(cos, stream, "/Alternates"))
		finding_add(findings, RULE_X31, &spot, "alternate images");
}

static void check_file(struct inspection *inspection, unsigned dict)
{
	struct cos *cos = inspection->cos;
	const char *plain = cos_text(cos, cos_find(cos, dict, "/F")),
		   *unicode = cos_text(cos, cos_find(cos, dict, "/UF"));
	struct spot spot = inspection_object(inspection, dict);
	if (cos_type(cos, cos_find(cos, dict, "/EF")) != PDF_DICT)
		return;
	finding_add(inspection->findings, RULE_X41, &spot, "an embedded file");
	if (!plain || !plain[0] || !unicode || !unicode[0])
		finding_add(inspection->findings, RULE_UA_7_11_1, &spot, "%s is missing",
		    plain && plain[0] ? "UF" : "F");
}

/* Lang wherever it stands, in dictionaries of structure, annotations, marked content and the
 * catalog. */
static void check_lang(struct inspection *inspection, unsigned dict)
{
	struct cos *cos = inspection->cos;
	const char *lang = cos_text(cos, cos_find(cos, dict, "/Lang"));
	struct spot spot = inspection_object(inspection, dict);
	if (lang && !lang_is_tag(lang))
		finding_add(inspection->findings, RULE_UA_7_2_29, &spot, "\"%s\"", lang);
}

static void check_clip(struct inspection *inspection, unsigned dict)
{
	struct cos *cos = inspection->cos;
	unsigned alternate = cos_find(cos, dict, "/Alt");
	struct spot spot = inspection_object(inspection, dict);
	if (!cos_is(cos, cos_find(cos, dict, "/S"), "/MCD"))
		return;
	if (!cos_has(cos, dict, "/CT"))
		finding_add(inspection->findings, RULE_UA_7_18_6_2_1, &spot,
		    "a media clip without CT");
	bool paired = cos_count(cos, alternate) > 0 && cos_count(cos, alternate) % 2 == 0;
	for (size_t i = 1; paired && i < cos_count(cos, alternate); i += 2) {
		const char *text = cos_text(cos, cos_item(cos, alternate, i));
		paired = text && text[0];
	}
	if (!paired)
		finding_add(inspection->findings, RULE_UA_7_18_6_2_2, &spot,
		    "a media clip without Alt in pairs");
}

/* An action that hangs on a link, a bookmark, a button: told once for each kind. */
static void check_action(struct inspection *inspection, unsigned dict)
{
	static const char *const kinds[] = { "GoTo", "GoToR", "GoToE", "Launch", "Thread", "URI",
		"Sound", "Movie", "Hide", "Named", "SubmitForm", "ResetForm", "ImportData",
		"SetOCGState", "Rendition", "Trans", "GoTo3DView", "RichMediaExecute", NULL };
	struct cos *cos = inspection->cos;
	const char *kind = cos_name(cos, cos_find(cos, cos_find(cos, dict, "/A"), "/S"));
	struct spot spot = inspection_object(inspection, dict);
	if (!kind || !g_strv_contains(kinds, kind + 1))
		return;
	spot.anywhere = true;
	spot.name = kind + 1;
	finding_add(inspection->findings, RULE_X35_ACTION, &spot, "of type %s", kind + 1);
}

static void check_script(struct inspection *inspection, unsigned dict, const char *key)
{
	struct spot spot = inspection_object(inspection, dict);
	bool script = cos_is(inspection->cos, cos_find(inspection->cos, dict, "/S"), "/JavaScript");
	/* A dictionary that says both is one script. */
	if (script != (strcmp(key, "/S") == 0))
		return;
	spot.anywhere = true;
	spot.name = "JavaScript";
	finding_add(inspection->findings, RULE_X35, &spot, "JavaScript");
}

/* A halftone of type 5 holds others, one a colorant. */
static void check_halftone(struct inspection *inspection, unsigned dict)
{
	struct cos *cos = inspection->cos;
	struct spot spot = inspection_object(inspection, dict);
	double type = 0, inner = 0;
	unsigned value;
	cos_real(cos, cos_find(cos, dict, "/HalftoneType"), &type);
	for (size_t i = 0; type == 5 && cos_key(cos, dict, i, &value); i++)
		if (cos_real(cos, cos_find(cos, value, "/HalftoneType"), &inner) && inner != 1)
			finding_add(inspection->findings, RULE_X30, &spot,
			    "a halftone of type %g inside one of type 5", inner);
}

/* By the keys that it has, each of which starts a check or two. */
static void check_key(struct inspection *inspection, unsigned dict, const char *key)
{
	if (strcmp(key, "/EF") == 0)
		check_file(inspection, dict);
	if (strcmp(key, "/Lang") == 0)
		check_lang(inspection, dict);
	if (strcmp(key, "/S") == 0)
		check_clip(inspection, dict);
	if (strcmp(key, "/S") == 0 || strcmp(key, "/JS") == 0)
		check_script(inspection, dict, key);
	if (strcmp(key, "/A") == 0)
		check_action(inspection, dict);
	if (strcmp(key, "/HalftoneType") == 0)
		check_halftone(inspection, dict);
}

/* All objects that can be reached, each once. What is direct stands within what is not. */
struct walk {
	struct inspection *inspection;
	GHashTable *seen; /* object numbers */
	GArray *open;	  /* objects still to be looked at */
};

static void walk_add(struct walk *walk, unsigned object, int depth);

static void walk_children(struct walk *walk, unsigned object, int depth)
{
	struct cos *cos = walk->inspection->cos;
	size_t count = cos_count(cos, object);
	for (size_t i = 0; i < count; i++)
		walk_add(walk, cos_item(cos, object, i), depth);
	const char *key;
	unsigned value;
	for (size_t i = 0; (key = cos_key(cos, object, i, &value)); i++) {
		/* Widths are numbers, and many. */
		if (strcmp(key, "/Widths") == 0 || strcmp(key, "/W") == 0)
			continue;
		check_key(walk->inspection, object, key);
		walk_add(walk, value, depth);
	}
}

static void walk_add(struct walk *walk, unsigned object, int depth)
{
	struct cos *cos = walk->inspection->cos;
	enum pdf_type type = cos_type(cos, object);
	bool holds = type == PDF_DICT || type == PDF_STREAM || type == PDF_ARRAY;
	int number = holds ? cos_number_of(cos, object) : 0;
	if (number) {
		if (g_hash_table_add(walk->seen, GINT_TO_POINTER(number)) &&
		    g_hash_table_size(walk->seen) < OBJECTS_MOST)
			g_array_append_val(walk->open, object);
	} else if (holds && depth < DIRECT_DEPTH) {
		walk_children(walk, object, depth + 1);
	}
}

static void walk_objects(struct inspection *inspection)
{
	struct cos *cos = inspection->cos;
	struct walk walk = {
		.inspection = inspection,
		.seen = g_hash_table_new(NULL, NULL),
		.open = g_array_new(FALSE, FALSE, sizeof(unsigned)),
	};
	walk_children(&walk, cos_trailer(cos), 0);
	while (walk.open->len) {
		unsigned object = g_array_index(walk.open, unsigned, walk.open->len - 1);
		g_array_set_size(walk.open, walk.open->len - 1);
		if (cos_type(cos, object) == PDF_STREAM)
			check_stream(inspection, object);
		walk_children(&walk, object, 0);
	}
	if (g_hash_table_size(walk.seen) >= OBJECTS_MOST)
		finding_add(inspection->findings, RULE_DEPTH, NULL, "more than %d objects",
		    OBJECTS_MOST);
	g_hash_table_unref(walk.seen);
	g_array_free(walk.open, TRUE);
}

static void check_rendering(struct inspection *inspection, unsigned catalog)
{
	struct cos *cos = inspection->cos;
	unsigned xfa = cos_find(cos, cos_find(cos, catalog, "/AcroForm"), "/XFA");
	size_t count = cos_count(cos, xfa);
	/* A stream, or an array of names and streams; the config part says how it renders. */
	for (size_t i = 0; i < MAX(MIN(count, 64), 1); i++) {
		GBytes *bytes = cos_data(cos, count ? cos_item(cos, xfa, i) : xfa);
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
	struct cos *cos = inspection->cos;
	unsigned catalog = cos_root(cos);
	const char *lang = cos_text(cos, cos_find(cos, catalog, "/Lang"));
	inspection->language = lang != NULL;
	check_preferences(inspection, catalog);
	check_actions(inspection, catalog);
	check_layers(inspection, catalog);
	check_marked(inspection, catalog);
	check_permissions(inspection);
	check_rendering(inspection, catalog);
	walk_objects(inspection);
}
