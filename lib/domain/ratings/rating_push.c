/* The kinds "rating-answer" and "rating-removal" at Allegro (FACTS 8). */
#include "allegro/rating_api.h"
#include "domain/outbox/outbox_text.h"
#include "domain/ratings/rating_sync.h"

static const struct json_field answer_fields[] = {
    JF_STR(struct outbox_intent, after, "/message", 0)};
static const struct json_field removal_fields[] = {
    JF_STR(struct outbox_intent, after, "/request/message", 0)};

OUTBOX_TEXT(rating_answer, .op = OP_RATING_ANSWER, OUTBOX_TEXT_BODY(answer_fields),
	    .resource = &rating_resource, OUTBOX_TEXT_SHOWN(struct rating, answer),
	    .walk = &rating_walk);
OUTBOX_TEXT(rating_removal, .op = OP_RATING_REMOVAL, OUTBOX_TEXT_BODY(removal_fields),
	    .resource = &rating_resource, OUTBOX_TEXT_SHOWN(struct rating, removal),
	    .walk = &rating_walk);
