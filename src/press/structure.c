/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "press/structure.h"

const char *structure_tag(enum role role)
{
	static const char *const tags[] = {
		[ROLE_DOCUMENT] = "Document", [ROLE_H1] = "H1", [ROLE_H2] = "H2", [ROLE_P] = "P", [ROLE_L] = "L",
		[ROLE_LI] = "LI", [ROLE_LBODY] = "LBody", [ROLE_FIGURE] = "Figure", [ROLE_LINK] = "Link",
		[ROLE_SPAN] = "Span", [ROLE_SECT] = "Sect",
	};
	return tags[role];
}
