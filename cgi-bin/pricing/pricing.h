#ifndef CGI_PRICING_PRICING_H
#define CGI_PRICING_PRICING_H

/* What offers are to cost: rules, what they would do, currencies and fees. */

#include "web/form.h"
#include "web/request.h"

extern const struct field price_rule_query_fields[];
extern const struct field price_rule_new_fields[];
extern const struct field price_switch_fields[];
extern const struct field price_seen_fields[];
extern const struct field price_fee_fields[];
extern const struct field currency_rate_fields[];
extern const struct field currency_file_fields[];

enum rc pg_pricing(struct request *rq, struct err *e);
enum rc do_price_fee(struct request *rq, struct err *e);
enum rc do_currency_rates(struct request *rq, struct err *e);
enum rc do_currency_file(struct request *rq, struct err *e);

extern const struct field auto_rule_query_fields[];
extern const struct field auto_rule_form_fields[];
extern const struct field auto_rule_delete_fields[];

enum rc pg_auto_rule(struct request *rq, struct err *e);
enum rc pg_auto_rule_new(struct request *rq, struct err *e);
enum rc do_auto_rule_new(struct request *rq, struct err *e);
enum rc do_auto_rule(struct request *rq, struct err *e);
enum rc do_auto_rule_delete(struct request *rq, struct err *e);

enum rc pg_price_rule_new(struct request *rq, struct err *e);
enum rc do_price_rule_new(struct request *rq, struct err *e);
enum rc pg_price_rule(struct request *rq, struct err *e);
enum rc do_price_rule(struct request *rq, struct err *e);
enum rc do_price_rule_switch(struct request *rq, struct err *e);
enum rc do_price_rule_end(struct request *rq, struct err *e);
enum rc do_price_rule_undo(struct request *rq, struct err *e);

#endif
