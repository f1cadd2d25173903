/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preflight/preflight.h"

#include "preflight/annotation.h"
#include "preflight/colours.h"
#include "preflight/condition.h"
#include "preflight/coverage.h"
#include "preflight/edges.h"
#include "preflight/embedding.h"
#include "preflight/fixtures.h"
#include "preflight/graphics.h"
#include "preflight/identity.h"
#include "preflight/quality.h"
#include "preflight/quiet.h"
#include "preflight/readback.h"
#include "preflight/refusal.h"
#include "preflight/tags.h"

#include <string.h>

static void inspection_init(struct inspection *inspection, const struct preflight *preflight,
    GBytes *bytes, struct cos *cos)
{
	*inspection = (struct inspection){
		.arena = preflight->arena,
		.cos = cos,
		.bytes = bytes,
		.findings = findings_new(preflight->arena, preflight->profile),
		.renderer = preflight->renderer,
		.path = preflight->path,
		.folder = preflight->folder,
		.fonts = arena_table(preflight->arena),
		.spaces = arena_table(preflight->arena),
		.profiles = arena_table(preflight->arena),
		.symbols = arena_table(preflight->arena),
		.hidden = arena_table(preflight->arena),
		.forms = arena_table(preflight->arena),
		.tagged = arena_table(preflight->arena),
	};
}

/* False: a promise of our own is broken. */
static bool check_page(struct inspection *inspection, const struct trim *trim, unsigned page,
    const struct document *document, struct diag *diag)
{
	struct arena *arena = arena_new();
	struct findings *findings = inspection->findings;
	trim_check(inspection, trim, page);
	annotation_check(inspection, trim, page);
	struct painted *painted = graphics_read(inspection, arena, trim, page);
	colours_check(inspection, painted);
	quality_check(inspection, painted);
	if (findings_wants(findings, RULE_INK))
		coverage_check(inspection, painted);
	edges_check(inspection, painted);
	if (findings_wants(findings, RULE_QR))
		quiet_check(inspection, painted);
	if (findings_wants(findings, RULE_UA_7_1_3))
		tags_check_page(inspection, painted);
	if (painted->truncated) {
		struct spot spot = { .page = trim->page };
		finding_add(findings, RULE_DEPTH, &spot,
		    "the page holds more than is read: its rest is not checked");
	}
	bool kept = !document || readback_page(arena, painted, document, trim->page - 1, diag);
	arena_free(arena);
	return kept;
}

/* False: for want of memory libqpdf went on without something, and no finding is to be trusted. */
static bool tell_repairs(struct inspection *inspection, const char *name, struct diag *diag)
{
	const char *warning = cos_warning(inspection->cos);
	if (warning && refusal_is_cut(inspection->bytes))
		finding_add(inspection->findings, RULE_REPAIRED, NULL,
		    "it has no end (%%%%EOF): it is cut off, or damaged");
	for (; warning; warning = cos_warning(inspection->cos)) {
		if (strstr(warning, PDF_NO_MEMORY)) {
			diag_failure(diag, name, "%s", PDF_NO_MEMORY);
			return false;
		}
		/* Many sound writers count one object too many. */
		if (strstr(warning, "reported number of objects"))
			continue;
		/* libqpdf 12 puts a box where there is none: trim no longer sees it missing. */
		finding_add(inspection->findings,
		    strstr(warning, "MediaBox is undefined") ? RULE_X18 : RULE_REPAIRED, NULL, "%s",
		    warning);
	}
	return true;
}

static bool check_all(struct inspection *inspection, const struct preflight *preflight,
    struct diag *diag)
{
	size_t pages = preflight->pages;
	bool kept = true;
	struct findings *findings = inspection->findings;
	struct trim *trims = ARENA_ARRAY(inspection->arena, struct trim, MAX(pages, 1));
	if (pages == 0)
		finding_add(findings, RULE_PAGES, NULL, "no page that can be read");
	fixtures_check(inspection);
	condition_check(inspection);
	identity_check(inspection);
	if (findings_wants(findings, RULE_UA_7_1_3))
		inspection->tree = tree_load(inspection);
	for (size_t i = 0; i < pages; i++) {
		unsigned page = cos_page(inspection->cos, i);
		trims[i] = trim_read(inspection, page, (unsigned)i + 1);
		kept &= check_page(inspection, &trims[i], page, preflight->document, diag);
	}
	trim_check_all(inspection, trims, pages);
	embedding_check(inspection);
	if (findings_wants(findings, RULE_UA_7_1_3))
		tags_check(inspection);
	kept &= tell_repairs(inspection, preflight->name, diag);
	findings_sort(findings);
	return kept;
}

struct findings *preflight_bytes(struct preflight *preflight, GBytes *bytes, struct diag *diag)
{
	struct inspection inspection;
	struct cos *cos = cos_open(preflight->arena, bytes, preflight->name, diag);
	if (!cos)
		return NULL;
	inspection_init(&inspection, preflight, bytes, cos);
	preflight->pages = cos_pages(cos);
	if (preflight->document && !readback_count(preflight->document, preflight->pages, diag))
		return NULL;
	return check_all(&inspection, preflight, diag) ? inspection.findings : NULL;
}
