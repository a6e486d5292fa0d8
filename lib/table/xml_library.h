#ifndef TABLE_XML_LIBRARY_H
#define TABLE_XML_LIBRARY_H

/*
 * libxml2, opened when a program first reads HTML or XML. It brings ICU and the library of C++
 * along, a megabyte of memory, and most programs read neither. Private to the layer.
 *
 *	const struct xml_library *xml = xml_library();
 *	xml->htmlFreeParserCtxt(ctxt);
 */

#include <libxml/HTMLparser.h>
#include <libxml/xmlreader.h>

#include "base/compiler.h"

/* What is called of it. */
#define XML_LIBRARY(of)                                                                            \
	of(htmlCtxtReadMemory) of(htmlEntityLookup) of(htmlFreeParserCtxt) of(htmlNewParserCtxt)   \
	    of(xmlByteConsumed) of(xmlFreeTextReader) of(xmlReaderForIO) of(xmlStopParser)         \
		of(xmlTextReaderConstLocalName) of(xmlTextReaderConstPrefix)                       \
		    of(xmlTextReaderConstValue) of(xmlTextReaderCurrentNode)                       \
			of(xmlTextReaderGetParserLineNumber) of(xmlTextReaderIsEmptyElement)       \
			    of(xmlTextReaderIsNamespaceDecl) of(xmlTextReaderMoveToElement)        \
				of(xmlTextReaderMoveToFirstAttribute)                              \
				    of(xmlTextReaderMoveToNextAttribute) of(xmlTextReaderNodeType) \
					of(xmlTextReaderRead)                                      \
					    of(xmlTextReaderSetStructuredErrorHandler)

struct xml_library {
#define XML_CALL(name) __typeof__(&name) name; /* NOLINT: no parentheses around a name */
	XML_LIBRARY(XML_CALL)
#undef XML_CALL
};

/* A program that lacks its library ends, as it would have at its start. */
const struct xml_library *xml_library(void) RETURNS_NONNULL;

#endif
