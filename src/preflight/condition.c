/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preflight/condition.h"

#include "preflight/space.h"

#include <string.h>

enum { INTENTS_MOST = 64 };

static void check_profile(struct inspection *inspection, unsigned intent, struct spot spot)
{
	struct cos *cos = inspection->cos;
	struct findings *findings = inspection->findings;
	struct condition *condition = &inspection->condition;
	unsigned stream = cos_find(cos, intent, "/DestOutputProfile");
	double parts = 0;
	if (cos_type(cos, stream) != PDF_STREAM) {
		finding_add(findings, RULE_X17, &spot, "%s",
		    cos_has(cos, intent, "/DestOutputProfileRef")
			? "the profile is only referred to, as in PDF/X-4p"
			: "no profile");
		return;
	}
	spot.object = condition->profile = cos_number_of(cos, stream);
	GBytes *bytes = cos_data(cos, stream);
	struct icc icc = icc_read(bytes);
	cos_real(cos, cos_find(cos, stream, "/N"), &parts);
	condition->parts = parts == 1 || parts == 3 || parts == 4 ? (int)parts : icc.parts;
	condition->bytes = bytes;
	if (bytes)
		arena_tie(inspection->arena, bytes, (void (*)(void *))g_bytes_unref);
	if (!icc.sound)
		finding_add(findings, RULE_X17, &spot, "the profile is broken: %s", icc.wrong);
	else if (strcmp(icc.class, "prtr") != 0)
		finding_add(findings, RULE_X17, &spot, "a profile of class %s", icc.class);
	else if (icc.parts == 0 || strcmp(icc.space, "Lab ") == 0 || strcmp(icc.space, "XYZ ") == 0)
		finding_add(findings, RULE_X17, &spot, "a profile of %s", icc.space);
	else if (icc.parts != (int)parts)
		finding_add(findings, RULE_X17, &spot, "N is %g, the profile is of %s", parts,
		    icc.space);
	else if (icc.major > 4)
		finding_add(findings, RULE_X17, &spot, "a profile of ICC version %u", icc.major);
}

/* Names that color.org's registry of printing conditions has, by how they begin. */
static bool is_registered(const char *identifier)
{
	static const char *const registry[] = { "FOGRA", "CGATS", "IFRA", "JC200", "JCW200",
		"JCN200", "EUROSB", "PSR" };
	for (size_t i = 0; i < G_N_ELEMENTS(registry); i++)
		if (g_str_has_prefix(identifier, registry[i]))
			return true;
	return false;
}

static void check_intent(struct inspection *inspection, unsigned intent)
{
	struct cos *cos = inspection->cos;
	struct findings *findings = inspection->findings;
	struct spot spot = inspection_object(inspection, intent);
	unsigned type = cos_find(cos, intent, "/Type");
	const char *identifier = cos_text(cos, cos_find(cos, intent, "/OutputConditionIdentifier"));
	const char *info = cos_text(cos, cos_find(cos, intent, "/Info"));
	const char *registry = cos_text(cos, cos_find(cos, intent, "/RegistryName"));
	if (cos_type(cos, type) != PDF_NULL && !cos_is(cos, type, "/OutputIntent"))
		finding_add(findings, RULE_X13, &spot, "its Type is not OutputIntent");
	if (!identifier || !identifier[0])
		finding_add(findings, RULE_X14, &spot, "no OutputConditionIdentifier");
	if (!info || !info[0])
		finding_add(findings, RULE_X15, &spot, "no Info");
	if (identifier && is_registered(identifier) &&
	    (!registry || !strstr(registry, "www.color.org")))
		finding_add(findings, RULE_X16, &spot, "%s, RegistryName %s", identifier,
		    registry ? registry : "missing");
	check_profile(inspection, intent, spot);
}

void condition_check(struct inspection *inspection)
{
	struct cos *cos = inspection->cos;
	unsigned intents = cos_find(cos, cos_root(cos), "/OutputIntents");
	size_t count = MIN(cos_count(cos, intents), INTENTS_MOST), found = 0;
	for (size_t i = 0; i < count; i++) {
		unsigned intent = cos_item(cos, intents, i);
		if (!cos_is(cos, cos_find(cos, intent, "/S"), "/GTS_PDFX"))
			continue;
		if (found++ == 0)
			check_intent(inspection, intent);
	}
	inspection->condition.found = found > 0;
	if (found == 0)
		finding_add(inspection->findings, RULE_X13, NULL, "none");
	if (found > 1)
		finding_add(inspection->findings, RULE_X13, NULL, "%zu of them", found);
}
