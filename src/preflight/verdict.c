/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preflight/verdict.h"

#include <math.h>

static void json_string(GString *out, const char *key, const char *value)
{
	if (out->str[out->len - 1] != '{')
		g_string_append(out, ", ");
	g_string_append_printf(out, "\"%s\": ", key);
	diag_quoted(out, value);
}

/* Millimetres to a hundredth, with a point whatever the locale. */
static void add_number(GString *out, double value)
{
	char text[G_ASCII_DTOSTR_BUF_SIZE];
	double rounded = round(value * 100) / 100;
	g_string_append(out,
	    g_ascii_formatd(text, sizeof(text), "%.2f", rounded == 0 ? 0 : rounded));
}

static void json_number(GString *out, const char *key, double value)
{
	g_string_append_printf(out, ", \"%s\": ", key);
	add_number(out, value);
}

static const char *help_of(const struct finding *finding)
{
	return finding->spot.help ? finding->spot.help : finding->rule->help;
}

static void json_finding(GString *out, const char *file, const struct finding *finding)
{
	const struct spot *spot = &finding->spot;
	g_string_append_c(out, '{');
	json_string(out, "file", file);
	json_string(out, "severity", severity_names[finding->severity]);
	json_string(out, "rule", finding->rule->id);
	json_string(out, "message", finding->rule->sentence);
	json_string(out, "limit", finding->rule->limit);
	json_string(out, "value", finding->value);
	json_string(out, "help", help_of(finding));
	g_string_append_printf(out, ", \"count\": %u", finding->count);
	if (spot->page)
		g_string_append_printf(out, ", \"page\": %u", spot->page);
	if (spot->object)
		g_string_append_printf(out, ", \"object\": %d", spot->object);
	if (spot->placed) {
		json_number(out, "x_mm", spot->x);
		json_number(out, "y_mm", spot->y);
	}
	g_string_append(out, "}\n");
}

static void text_finding(GString *out, const char *file, const struct finding *finding)
{
	const struct spot *spot = &finding->spot;
	diag_plain(out, file);
	g_string_append(out, ": ");
	if (spot->page)
		g_string_append_printf(out, "page %u: ", spot->page);
	g_string_append_printf(out, "%s: %s", severity_names[finding->severity],
	    finding->rule->sentence);
	if (finding->rule->limit[0])
		g_string_append_printf(out, " (%s)", finding->rule->limit);
	g_string_append(out, ": ");
	diag_plain(out, finding->value);
	if (spot->object)
		g_string_append_printf(out, ", object %d", spot->object);
	if (spot->placed) {
		g_string_append(out, ", at ");
		add_number(out, spot->x);
		g_string_append(out, ", ");
		add_number(out, spot->y);
		g_string_append(out, " mm");
	}
	if (finding->count > 1)
		g_string_append_printf(out, ", %u times", finding->count);
	g_string_append_printf(out, " [%s]\n", finding->rule->id);
	if (finding->severity > SEVERITY_NOTE)
		g_string_append_printf(out, "  help: %s\n", help_of(finding));
}

static const char *plural(unsigned count)
{
	return count == 1 ? "" : "s";
}

void verdict_print(GString *out, const struct preflight *preflight, const struct findings *findings,
    enum diag_format format, bool notes)
{
	const char *profile = profile_names[findings->profile];
	const char *file = preflight->name;
	for (guint i = 0; i < findings->list->len; i++) {
		const struct finding *finding = &g_array_index(findings->list, struct finding, i);
		if (format == DIAG_JSON)
			json_finding(out, file, finding);
		else if (notes || finding->severity > SEVERITY_NOTE)
			text_finding(out, file, finding);
	}
	if (format == DIAG_JSON) {
		g_string_append_c(out, '{');
		json_string(out, "file", file);
		json_string(out, "profile", profile);
		g_string_append_printf(out,
		    ", \"pages\": %zu, \"errors\": %u, \"warnings\": %u, \"notes\": %u}\n",
		    preflight->pages, findings->errors, findings->warnings, findings->notes);
		return;
	}
	diag_plain(out, file);
	g_string_append_printf(out, ": %zu page%s, profile %s: %u error%s, %u warning%s\n",
	    preflight->pages, plural((unsigned)preflight->pages), profile, findings->errors,
	    plural(findings->errors), findings->warnings, plural(findings->warnings));
}

static void json_rule(GString *out, const struct rule *rule)
{
	g_string_append_c(out, '{');
	json_string(out, "rule", rule->id);
	json_string(out, "sentence", rule->sentence);
	json_string(out, "limit", rule->limit);
	for (int i = 0; i < PREFLIGHT_PROFILES; i++)
		json_string(out, profile_names[i],
		    severity_names[rule_severity(rule, (enum profile_id)i)]);
	json_string(out, "help", rule->help);
	json_string(out, "source", rule->source);
	g_string_append(out, "}\n");
}

static void text_rule(GString *out, const struct rule *rule)
{
	g_string_append_printf(out, "%s: %s%s%s%s\n  ", rule->id, rule->sentence,
	    rule->limit[0] ? " (" : "", rule->limit, rule->limit[0] ? ")" : "");
	for (int i = 0; i < PREFLIGHT_PROFILES; i++)
		if (rule_severity(rule, (enum profile_id)i) != SEVERITY_OFF)
			g_string_append_printf(out, "%s: %s; ", profile_names[i],
			    severity_names[rule_severity(rule, (enum profile_id)i)]);
	g_string_append_printf(out, "source: %s\n  help: %s\n", rule->source, rule->help);
}

void verdict_rules(GString *out, enum diag_format format)
{
	for (int i = 0; i < RULE_COUNT; i++) {
		const struct rule *rule = rule_find((enum rule_id)i);
		if (format == DIAG_JSON)
			json_rule(out, rule);
		else
			text_rule(out, rule);
	}
}
