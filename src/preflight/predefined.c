/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preflight/predefined.h"

#include <stddef.h>
#include <string.h>

#define BYTE { 1, 0x00, 0x80 }
#define UCS2 { { 2, 0x0000, 0xffff } }
#define UTF16 { { 2, 0x0000, 0xd7ff }, { 4, 0xd800dc00, 0xdbffdfff }, { 2, 0xe000, 0xffff } }
#define EUC { BYTE, { 2, 0xa1a1, 0xfefe } }
#define GBK { BYTE, { 2, 0x8140, 0xfefe } }
#define BIG5 { BYTE, { 2, 0xa140, 0xfefe } }
#define UHC { BYTE, { 2, 0x8141, 0xfefe } }
#define RKSJ { BYTE, { 2, 0x8140, 0x9ffc }, { 1, 0xa0, 0xdf }, { 2, 0xe040, 0xfcfc } }
#define RKSJ_MAC \
	{ BYTE, { 2, 0x8140, 0x9ffc }, { 1, 0xa0, 0xdf }, { 2, 0xe040, 0xfcfc }, { 1, 0xfd, 0xff } }

static const struct predefined rows[] = {
	{ "Identity", true, NULL, 0, UCS2 },
	{ "GB-EUC", true, "GB1", 0, EUC },
	{ "GBpc-EUC", true, "GB1", 0, { BYTE, { 2, 0xa1a1, 0xfcfe }, { 1, 0xfd, 0xff } } },
	{ "GBK-EUC", true, "GB1", 2, GBK },
	{ "GBKp-EUC", true, "GB1", 2, GBK },
	{ "GBK2K", true, "GB1", 6,
	    { { 1, 0x00, 0x7f }, { 4, 0x81308130, 0xfe39fe39 }, { 2, 0x8140, 0xfefe } } },
	{ "UniGB-UCS2", true, "GB1", 4, UCS2 },
	{ "UniGB-UTF16", true, "GB1", 6, UTF16 },
	{ "B5pc", true, "CNS1", 0, { BYTE, { 2, 0xa140, 0xfcfe }, { 1, 0xfd, 0xff } } },
	{ "HKscs-B5", true, "CNS1", 6, { BYTE, { 2, 0x8740, 0xfefe } } },
	{ "ETen-B5", true, "CNS1", 0, BIG5 },
	{ "ETenms-B5", true, "CNS1", 0, BIG5 },
	{ "CNS-EUC", true, "CNS1", 0,
	    { BYTE, { 4, 0x8ea1a1a1, 0x8ea3fefe }, { 2, 0xa1a1, 0xfefe } } },
	{ "UniCNS-UCS2", true, "CNS1", 3, UCS2 },
	{ "UniCNS-UTF16", true, "CNS1", 7, UTF16 },
	{ "83pv-RKSJ", false, "Japan1", 1, RKSJ_MAC },
	{ "90ms-RKSJ", true, "Japan1", 2, RKSJ },
	{ "90msp-RKSJ", true, "Japan1", 2, RKSJ },
	{ "90pv-RKSJ", false, "Japan1", 1, RKSJ_MAC },
	{ "Add-RKSJ", true, "Japan1", 1, RKSJ },
	{ "EUC", true, "Japan1", 1, { BYTE, { 2, 0x8ea0, 0x8edf }, { 2, 0xa1a1, 0xfefe } } },
	{ "Ext-RKSJ", true, "Japan1", 2, RKSJ },
	{ "", true, "Japan1", 1, { { 2, 0x2121, 0x7e7e } } },
	{ "UniJIS-UCS2", true, "Japan1", 4, UCS2 },
	{ "UniJIS-UCS2-HW", true, "Japan1", 4, UCS2 },
	{ "UniJIS-UTF16", true, "Japan1", 7, UTF16 },
	{ "KSC-EUC", true, "Korea1", 0, EUC },
	{ "KSCms-UHC", true, "Korea1", 1, UHC },
	{ "KSCms-UHC-HW", true, "Korea1", 1, UHC },
	{ "KSCpc-EUC", false, "Korea1", 0,
	    { { 1, 0x00, 0x84 }, { 2, 0xa141, 0xfdfe }, { 1, 0xfe, 0xff } } },
	{ "UniKS-UCS2", true, "Korea1", 1, UCS2 },
	{ "UniKS-UTF16", true, "Korea1", 1, UTF16 },
};

const struct predefined *predefined_find(const char *name)
{
	for (size_t i = 0; name && i < sizeof(rows) / sizeof(rows[0]); i++) {
		size_t length = strlen(rows[i].stem);
		const char *rest = name + length;
		if (strncmp(name, rows[i].stem, length) != 0 || (length && *rest++ != '-'))
			continue;
		if (strcmp(rest, "H") == 0 || (rows[i].vertical && strcmp(rest, "V") == 0))
			return &rows[i];
	}
	return NULL;
}
