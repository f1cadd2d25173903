/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "press/condition.h"

#include "press/space.h"

#include <string.h>

enum { INTENTS_MOST = 64 };

static void check_profile(struct inspection *inspection, unsigned intent, struct spot spot)
{
	struct pdf *pdf = inspection->pdf;
	struct findings *findings = inspection->findings;
	struct condition *condition = &inspection->condition;
	unsigned stream = pdf_find(pdf, intent, "/DestOutputProfile");
	double parts = 0;
	if (pdf_type(pdf, stream) != PDF_STREAM) {
		finding_add(findings, RULE_X17, &spot, "%s",
		    pdf_has(pdf, intent, "/DestOutputProfileRef")
			? "the profile is only referred to, as in PDF/X-4p"
			: "no profile");
		return;
	}
	spot.object = condition->profile = pdf_number_of(pdf, stream);
	GBytes *bytes = pdf_data(pdf, stream);
	struct icc icc = icc_read(bytes);
	pdf_real(pdf, pdf_find(pdf, stream, "/N"), &parts);
	condition->parts = parts == 1 || parts == 3 || parts == 4 ? (int)parts : icc.parts;
	if (bytes) {
		g_autofree char *digest = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
		g_strlcpy(condition->digest, digest, sizeof(condition->digest));
		g_bytes_unref(bytes);
	}
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
	struct pdf *pdf = inspection->pdf;
	struct findings *findings = inspection->findings;
	struct spot spot = inspection_object(inspection, intent);
	unsigned type = pdf_find(pdf, intent, "/Type");
	const char *identifier = pdf_text(pdf, pdf_find(pdf, intent, "/OutputConditionIdentifier"));
	const char *info = pdf_text(pdf, pdf_find(pdf, intent, "/Info"));
	const char *registry = pdf_text(pdf, pdf_find(pdf, intent, "/RegistryName"));
	if (pdf_type(pdf, type) != PDF_NULL && !pdf_is(pdf, type, "/OutputIntent"))
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
	struct pdf *pdf = inspection->pdf;
	unsigned intents = pdf_find(pdf, pdf_root(pdf), "/OutputIntents");
	size_t count = MIN(pdf_count(pdf, intents), INTENTS_MOST), found = 0;
	for (size_t i = 0; i < count; i++) {
		unsigned intent = pdf_item(pdf, intents, i);
		if (!pdf_is(pdf, pdf_find(pdf, intent, "/S"), "/GTS_PDFX"))
			continue;
		if (found++ == 0)
			check_intent(inspection, intent);
	}
	inspection->condition.found = found > 0;
	if (found != 1)
		finding_add(inspection->findings, RULE_X13, NULL, "%zu", found);
}
