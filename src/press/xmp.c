/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "press/xmp.h"

#include <string.h>

/* PDF/A wants a description of each schema that it does not know. */
struct schema {
	const char *name, *uri, *prefix, *property, *type, *description;
};

static const struct schema schemas[] = {
	{ "PDF/UA identification", "http://www.aiim.org/pdfua/ns/id/", "pdfuaid", "part", "Integer",
	    "Part of ISO 14289 that the file keeps" },
	{ "PDF/X identification", "http://www.npes.org/pdfx/ns/id/", "pdfxid", "GTS_PDFXVersion",
	    "Text", "Version of PDF/X that the file keeps" },
	{ "Adobe PDF", "http://ns.adobe.com/pdf/1.3/", "pdf", "Trapped", "Text",
	    "Whether the file is trapped" },
};

static void add_schemas(GString *out, const struct xmp *xmp)
{
	g_string_append(out,
	    "<rdf:Description rdf:about=\"\""
	    " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
	    " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
	    " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
	    "<pdfaExtension:schemas><rdf:Bag>\n");
	for (size_t i = 0; i < G_N_ELEMENTS(schemas); i++) {
		const struct schema *schema = &schemas[i];
		if (i > 0 && !xmp->exchange)
			break;
		g_string_append_printf(out,
		    "<rdf:li rdf:parseType=\"Resource\"><pdfaSchema:schema>%s</pdfaSchema:schema>"
		    "<pdfaSchema:namespaceURI>%s</pdfaSchema:namespaceURI>"
		    "<pdfaSchema:prefix>%s</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>"
		    "<rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>%s</pdfaProperty:name>"
		    "<pdfaProperty:valueType>%s</pdfaProperty:valueType>"
		    "<pdfaProperty:category>internal</pdfaProperty:category>"
		    "<pdfaProperty:description>%s</pdfaProperty:description></rdf:li>"
		    "</rdf:Seq></pdfaSchema:property></rdf:li>\n",
		    schema->name, schema->uri, schema->prefix, schema->property, schema->type,
		    schema->description);
	}
	g_string_append(out, "</rdf:Bag></pdfaExtension:schemas>\n</rdf:Description>\n");
}

static void add_element(GString *out, const char *name, const char *value)
{
	g_autofree char *escaped = g_markup_escape_text(value, -1);
	g_string_append_printf(out, "<%s>%s</%s>\n", name, escaped, name);
}

static void add_properties(GString *out, const struct xmp *xmp)
{
	g_autofree char *title = g_markup_escape_text(xmp->title, -1);
	g_autofree char *language = g_markup_escape_text(xmp->language, -1);
	g_string_append_printf(out,
	    "<dc:format>application/pdf</dc:format>\n"
	    "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt></dc:title>\n"
	    "<dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>\n",
	    title, language);
	add_element(out, "xmp:CreatorTool", xmp->creator);
	add_element(out, "pdf:Producer", xmp->creator);
	add_element(out, "xmp:CreateDate", xmp->date);
	add_element(out, "xmp:ModifyDate", xmp->date);
	add_element(out, "xmp:MetadataDate", xmp->date);
	g_string_append_printf(out,
	    "<xmpMM:DocumentID>uuid:%s</xmpMM:DocumentID>\n"
	    "<xmpMM:InstanceID>uuid:%s</xmpMM:InstanceID>\n"
	    "<xmpMM:VersionID>1</xmpMM:VersionID>\n"
	    "<xmpMM:RenditionClass>default</xmpMM:RenditionClass>\n",
	    xmp->document, xmp->instance);
	add_element(out, "pdfuaid:part", "1");
	if (xmp->archive) {
		add_element(out, "pdfaid:part", "2");
		add_element(out, "pdfaid:conformance", "A");
	}
	if (xmp->exchange) {
		add_element(out, "pdfxid:GTS_PDFXVersion", "PDF/X-4");
		add_element(out, "pdf:Trapped", "False");
	}
}

GString *xmp_new(const struct xmp *xmp)
{
	GString *out =
	    g_string_new("<?xpacket begin=\"\357\273\277\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
			 "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
			 "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
			 "<rdf:Description rdf:about=\"\""
			 " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
			 " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\""
			 " xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\""
			 " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
			 " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\""
			 " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\""
			 " xmlns:pdfxid=\"http://www.npes.org/pdfx/ns/id/\">\n");
	add_properties(out, xmp);
	g_string_append(out, "</rdf:Description>\n");
	add_schemas(out, xmp);
	g_string_append(out, "</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>\n");
	return out;
}

char *xmp_uuid(const char *text, gssize length)
{
	g_autofree char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, length);
	/* The form of a UUID made from a name (RFC 9562, version 8). */
	return g_strdup_printf("%.8s-%.4s-8%.3s-a%.3s-%.12s", sum, sum + 8, sum + 13, sum + 17,
	    sum + 20);
}
