#ifndef DOMAIN_MAPPING_TEXT_FAULTS_H
#define DOMAIN_MAPPING_TEXT_FAULTS_H

#include "domain/catalog/product.h"

/* What is wrong with the name and the description of a product: bits of enum ready_text. */
int64_t text_faults(void *mem, const struct product *p);

#endif
