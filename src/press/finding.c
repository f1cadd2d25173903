/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "press/finding.h"

#include <math.h>
#include <stdarg.h>

enum { FINDINGS_EACH = 1000 }; /* of one rule */

struct findings *findings_new(struct arena *arena, enum profile_id profile)
{
	struct findings *findings = ARENA_NEW(arena, struct findings);
	findings->arena = arena;
	findings->profile = profile;
	findings->list = g_array_new(FALSE, FALSE, sizeof(struct finding));
	arena_tie(arena, findings->list, (void (*)(void *))g_array_unref);
	findings->seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	arena_tie(arena, findings->seen, (void (*)(void *))g_hash_table_unref);
	findings->told = ARENA_ARRAY(arena, unsigned, RULE_COUNT);
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

void finding_add(struct findings *findings, enum rule_id rule, const struct spot *spot,
    const char *format, ...)
{
	static const struct spot nowhere = { 0 };
	if (!findings_wants(findings, rule))
		return;
	if (!spot)
		spot = &nowhere;
	/* What says where it is, is told by place; what does not, by what it says. */
	va_list arguments;
	va_start(arguments, format);
	g_autofree char *value = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	char *key = spot->page || spot->object
	    ? g_strdup_printf("%u %u %d %s", (unsigned)rule, spot->page, spot->object,
		  spot->name ? spot->name : "")
	    : g_strdup_printf("%u %s", (unsigned)rule, value);
	guint index = GPOINTER_TO_UINT(g_hash_table_lookup(findings->seen, key));
	if (!index && findings->told[rule] >= FINDINGS_EACH)
		index = findings->list->len;
	if (index) {
		g_array_index(findings->list, struct finding, index - 1).count++;
		g_free(key);
		return;
	}
	struct finding finding = {
		.rule = rule_find(rule),
		.spot = *spot,
		.count = 1,
		.severity = rule_severity(rule_find(rule), findings->profile),
	};
	finding.spot.placed = spot->placed && isfinite(spot->x) && isfinite(spot->y);
	/* A stranger's bytes must not break the report. */
	g_autofree char *valid = g_utf8_make_valid(value, -1);
	finding.value = arena_strdup(findings->arena, valid);
	g_autofree char *name = g_utf8_make_valid(spot->name ? spot->name : "", -1);
	finding.spot.name = spot->name ? arena_strdup(findings->arena, name) : NULL;
	g_array_append_val(findings->list, finding);
	g_hash_table_insert(findings->seen, key, GUINT_TO_POINTER(findings->list->len));
	findings->told[rule]++;
	finding_count(findings, finding.severity);
}

static ptrdiff_t rule_order(const struct rule *rule)
{
	if (rule >= rules_print && rule < rules_print + RULE_PRINT_END)
		return rule - rules_print;
	return RULE_PRINT_END + (rule - rules_ua);
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
	g_array_sort(findings->list, compare_findings);
	/* The places of what was seen have moved: nothing more is added. */
	g_hash_table_remove_all(findings->seen);
}
