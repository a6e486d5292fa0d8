#ifndef ALLEGRO_ME_API_H
#define ALLEGRO_ME_API_H

/*
 * Who the token belongs to (meGET, FACTS 1.10): the health check after connecting. Errors are those
 * of allegro_call().
 */

#include "allegro/client.h"

struct me {
	const char *id; /* the seller's stable key */
	const char *login;
	const char *first_name;
	const char *last_name;
	const char *email;
	const char *base_marketplace;
	const char *company_name;
	const char *company_tax_id;
};

MUST_CHECK enum rc me_fetch(struct allegro *a, void *owner, struct me *out, struct err *e);

#endif
