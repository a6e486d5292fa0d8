#ifndef ALLEGRO_OAUTH_ANSWER_H
#define ALLEGRO_OAUTH_ANSWER_H

/* Private to lib/allegro: answers of the authorisation server, in the words of OAuth. */

#include "allegro/answer.h"

/* answer_check() with the code and the sentence OAuth has for it, and without the token that the
 * description may quote (FACTS 14). */
enum rc oauth_answer_check(const struct http_response *r, const struct answer_ask *asked,
			   struct err *e);

#endif
