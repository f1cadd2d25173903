/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preflight/finding.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { FINDINGS_EACH = 1000 };		    /* of one rule */
enum { PLACES_MOST = 32, PLACES_TOLD = 3 }; /* of one finding, besides its own */
static const double NEAR = 10;		    /* mm: nearer than that is the same place */

/* What rules measure, the smaller the worse. */
static const struct measure {
	const char *unit;
	int decimals;
} measures[RULE_PRINT_END] = {
	[RULE_OFFICE_EDGE] = { "mm", 2 },
	[RULE_TEXT_SMALL] = { "pt", 2 },
	[RULE_TEXT_SMALL_INKS] = { "pt", 2 },
	[RULE_TEXT_RICH] = { "pt", 2 },
	[RULE_TEXT_KNOCKOUT] = { "pt", 2 },
	[RULE_TEXT_GREY] = { "pt", 2 },
	[RULE_LINE_KNOCKOUT] = { "pt", 3 },
	[RULE_HAIRLINE] = { "pt", 3 },
	[RULE_HAIRLINE_INKS] = { "pt", 3 },
	[RULE_IMAGE_LOW] = { "ppi", 0 },
	[RULE_IMAGE_SOFT] = { "ppi", 0 },
	[RULE_BITMAP_LOW] = { "ppi", 0 },
	[RULE_BITMAP_SOFT] = { "ppi", 0 },
	[RULE_SAFE] = { "mm", 2 },
};

struct findings *findings_new(struct arena *arena, enum profile_id profile)
{
	struct findings *findings = ARENA_NEW(arena, struct findings);
	findings->arena = arena;
	findings->profile = profile;
	findings->list = arena_array(arena, sizeof(struct finding));
	findings->seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	arena_tie(arena, findings->seen, (void (*)(void *))g_hash_table_unref);
	findings->told = ARENA_ARRAY(arena, unsigned, RULE_COUNT);
	findings->last = ARENA_ARRAY(arena, guint, RULE_COUNT);
	return findings;
}

bool findings_wants(const struct findings *findings, enum rule_id rule)
{
	return rule_severity(rule_find(rule), findings->profile) != SEVERITY_OFF;
}

static void finding_count(struct findings *findings, enum severity severity)
{
	if (severity == SEVERITY_ERROR)
		findings->errors++;
	else if (severity == SEVERITY_WARNING)
		findings->warnings++;
	else
		findings->notes++;
}

/* Rules that one page breaks in several ways, each of them a finding. */
static bool is_manifold(enum rule_id rule)
{
	return rule == RULE_X20 || rule == RULE_X20_AREA;
}

/* What says where it is, is told by place; what does not, by what it says. */
static char *finding_key(enum rule_id rule, const struct spot *spot, const char *value)
{
	if (spot->anywhere)
		return g_strdup_printf("%u any %s", (unsigned)rule, spot->name);
	if (spot->page || spot->object)
		return g_strdup_printf("%u %u %d %s%s", (unsigned)rule, spot->page, spot->object,
		    spot->name ? spot->name : "", is_manifold(rule) ? value : "");
	return g_strdup_printf("%u %s", (unsigned)rule, value);
}

static bool spot_placed(const struct spot *spot)
{
	return spot->placed && isfinite(spot->x) && isfinite(spot->y);
}

/* A stranger's bytes must not break the report. */
static const char *valid_text(struct findings *findings, const char *text)
{
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	return arena_strdup(findings->arena, valid);
}

static void finding_say(struct findings *findings, struct finding *finding, const struct spot *spot,
    const char *value)
{
	finding->spot = *spot;
	finding->spot.placed = spot_placed(spot);
	finding->spot.name = spot->name ? valid_text(findings, spot->name) : NULL;
	finding->value = valid_text(findings, value);
}

/* Keeps a place that is not one of those known. */
static void finding_place(struct findings *findings, struct finding *finding,
    const struct spot *spot, double number)
{
	if (!spot_placed(spot) || spot->page != finding->spot.page)
		return;
	if (!finding->places)
		finding->places = ARENA_ARRAY(findings->arena, struct sight, PLACES_MOST);
	for (unsigned i = 0; i < finding->n_places; i++) {
		struct sight *place = &finding->places[i];
		if (hypot(place->x - spot->x, place->y - spot->y) > NEAR)
			continue;
		if (number < place->number)
			*place = (struct sight){ spot->x, spot->y, number };
		return;
	}
	if (finding->n_places == PLACES_MOST)
		finding->crowded = true;
	else
		finding->places[finding->n_places++] = (struct sight){ spot->x, spot->y, number };
}

/* One more of what is known: the worst of all is what is told. */
static void finding_again(struct findings *findings, struct finding *finding,
    const struct spot *spot, double number, const char *value)
{
	finding->count++;
	/* Most are told once: only the second makes room for places. */
	if (!finding->places)
		finding_place(findings, finding, &finding->spot, finding->worst);
	finding_place(findings, finding, spot, number);
	finding->mildest = fmax(finding->mildest, number);
	if (number >= finding->worst)
		return;
	finding->worst = number;
	finding_say(findings, finding, spot, value);
}

static void finding_put(struct findings *findings, enum rule_id rule, const struct spot *spot,
    double number, const char *format, va_list arguments) __attribute__((format(printf, 5, 0)));

static void finding_put(struct findings *findings, enum rule_id rule, const struct spot *spot,
    double number, const char *format, va_list arguments)
{
	static const struct spot nowhere = { 0 };
	if (!findings_wants(findings, rule))
		return;
	if (!spot)
		spot = &nowhere;
	g_autofree char *value = g_strdup_vprintf(format, arguments);
	g_autofree char *key = finding_key(rule, spot, value);
	guint index = GPOINTER_TO_UINT(g_hash_table_lookup(findings->seen, key));
	if (index) {
		finding_again(findings, &g_array_index(findings->list, struct finding, index - 1),
		    spot, number, value);
		return;
	}
	if (findings->told[rule] >= FINDINGS_EACH) {
		g_array_index(findings->list, struct finding, findings->last[rule] - 1).count++;
		return;
	}
	struct finding finding = {
		.rule = rule_find(rule),
		.count = 1,
		.severity = rule_severity(rule_find(rule), findings->profile),
		.worst = number,
		.mildest = number,
	};
	finding_say(findings, &finding, spot, value);
	g_array_append_val(findings->list, finding);
	g_hash_table_insert(findings->seen, g_steal_pointer(&key),
	    GUINT_TO_POINTER(findings->list->len));
	findings->last[rule] = findings->list->len;
	findings->told[rule]++;
	finding_count(findings, finding.severity);
}

void finding_add(struct findings *findings, enum rule_id rule, const struct spot *spot,
    const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	finding_put(findings, rule, spot, 0, format, arguments);
	va_end(arguments);
}

void finding_least(struct findings *findings, enum rule_id rule, const struct spot *spot,
    double number, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	finding_put(findings, rule, spot, number, format, arguments);
	va_end(arguments);
}

static ptrdiff_t rule_order(const struct rule *rule)
{
	if (rule >= rules_print && rule < rules_print + RULE_PRINT_END)
		return rule - rules_print;
	return RULE_PRINT_END + (rule - rules_ua);
}

static int compare_places(const void *a, const void *b)
{
	const struct sight *x = a, *y = b;
	return x->number < y->number ? -1 : x->number > y->number;
}

/* "12.0, 30.5 mm; 40.0, 8.0 mm; 5 more places": where else than at the spot. */
static void add_places(GString *text, const struct finding *finding)
{
	const struct spot *spot = &finding->spot;
	unsigned told = 0, left = 0;
	for (unsigned i = 0; i < finding->n_places; i++) {
		const struct sight *place = &finding->places[i];
		char x[G_ASCII_DTOSTR_BUF_SIZE], y[G_ASCII_DTOSTR_BUF_SIZE];
		if (hypot(place->x - spot->x, place->y - spot->y) <= NEAR)
			continue;
		if (told == PLACES_TOLD) {
			left++;
			continue;
		}
		g_string_append_printf(text, "%s%s, %s mm", told++ ? "; " : "; also at ",
		    g_ascii_formatd(x, sizeof(x), "%.1f", place->x),
		    g_ascii_formatd(y, sizeof(y), "%.1f", place->y));
	}
	if (left)
		g_string_append_printf(text, "; %s%u more place%s",
		    finding->crowded ? "more than " : "", left, left > 1 ? "s" : "");
}

/* Distances below 0 are those out of the page, the further the worse. */
static void add_mildest(GString *text, const struct finding *finding, struct measure measure)
{
	char format[] = "%.0f", number[G_ASCII_DTOSTR_BUF_SIZE], worst[G_ASCII_DTOSTR_BUF_SIZE];
	format[2] = (char)('0' + measure.decimals);
	g_ascii_formatd(worst, sizeof(worst), format, finding->worst);
	g_ascii_formatd(number, sizeof(number), format, fabs(finding->mildest));
	if (finding->mildest < 0)
		g_string_append_printf(text, "; others by %s %s or more", number, measure.unit);
	else if (strcmp(worst, number) != 0)
		g_string_append_printf(text, "; others up to %s %s%s", number, measure.unit,
		    finding->worst < 0 ? " inside it" : "");
}

/* What the others of a finding are like, after the worst of them. */
static void finding_finish(struct findings *findings, struct finding *finding)
{
	ptrdiff_t index = rule_order(finding->rule);
	struct measure measure =
	    index < RULE_PRINT_END ? measures[index] : (struct measure){ NULL, 0 };
	g_autoptr(GString) text = g_string_new(finding->value);
	if (finding->count < 2)
		return;
	if (measure.unit)
		add_mildest(text, finding, measure);
	if (finding->n_places)
		qsort(finding->places, finding->n_places, sizeof(*finding->places), compare_places);
	add_places(text, finding);
	finding->value = arena_strdup(findings->arena, text->str);
}

static int compare_findings(gconstpointer a, gconstpointer b)
{
	const struct finding *x = a, *y = b;
	if (x->spot.page != y->spot.page)
		return x->spot.page < y->spot.page ? -1 : 1;
	if (x->severity != y->severity)
		return x->severity > y->severity ? -1 : 1;
	if (x->rule != y->rule)
		return rule_order(x->rule) < rule_order(y->rule) ? -1 : 1;
	return x->spot.object < y->spot.object ? -1 : x->spot.object > y->spot.object;
}

void findings_sort(struct findings *findings)
{
	for (guint i = 0; i < findings->list->len; i++)
		finding_finish(findings, &g_array_index(findings->list, struct finding, i));
	g_array_sort(findings->list, compare_findings);
	/* The places of what was seen have moved: nothing more is added. */
	g_hash_table_remove_all(findings->seen);
}
