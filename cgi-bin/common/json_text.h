#ifndef COMMON_JSON_TEXT_H
#define COMMON_JSON_TEXT_H

/*
 * JSON text laid out for reading: line ends and indents, every other byte as it was. It never
 * judges the text: what is not JSON comes out as it went in, only with odd line ends.
 */

#include "base/compiler.h"

char *json_text_indent(void *mem, const char *json) RETURNS_NONNULL;

#endif
