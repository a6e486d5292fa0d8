#ifndef DOMAIN_MAPPING_TEXT_FAULTS_H
#define DOMAIN_MAPPING_TEXT_FAULTS_H

#include <stdint.h>

/* What is wrong with the name and the description (HTML) of an offer, NULL: there is none: bits of
 * enum ready_text. */
int64_t text_faults(void *mem, const char *name, const char *description);

#endif
