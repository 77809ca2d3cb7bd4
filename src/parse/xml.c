/*
 * xml - events of an XML document, also of one that is not well formed.
 *
 * Never loads anything from anywhere.
 */
#include "config.h"

#include "parse/xml.h"

struct Xml {
	XmlReport report;
};

Xml *
xml_new(const char *utf8, size_t length)
{
	(void)utf8;
	(void)length;
	return g_new0(Xml, 1);
}

void
xml_free(Xml *xml)
{
	if (!xml)
		return;
	g_free(xml->report.why);
	g_free(xml);
}

bool
xml_run(Xml *xml, const struct cl_events *events, void *data)
{
	(void)xml;
	(void)events;
	(void)data;
	return false;
}

void
xml_capture(Xml *xml)
{
	(void)xml;
}

const char *
xml_captured(const Xml *xml)
{
	(void)xml;
	return "";
}

const XmlReport *
xml_report(const Xml *xml)
{
	return &xml->report;
}
