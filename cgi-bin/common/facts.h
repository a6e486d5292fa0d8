#ifndef COMMON_FACTS_H
#define COMMON_FACTS_H

/* Names and values: <dl class="facts">{{>FACTS}}</dl>. Nothing when the value is empty. */

#include "web/template.h"

void fact_add(struct tpl *t, const char *marker, const char *name, const char *value);

/* With a button that copies the value; with a word below it (NULL: without). */
void fact_add_copy(struct tpl *t, const char *marker, const char *name, const char *value);
void fact_add_hint(struct tpl *t, const char *marker, const char *name, const char *value,
		   const char *hint);

#endif
