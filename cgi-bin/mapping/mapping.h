#ifndef MAPPING_MAPPING_H
#define MAPPING_MAPPING_H

/* Getting products ready for Allegro: what keeps them, and the decisions that free most of them. */

#include "categories/categories.h"
#include "domain/accounts/account.h"
#include "web/request.h"

extern const struct field publish_query_fields[];
extern const struct field publish_fields[];
extern const struct field publish_act_fields[];
extern const struct field mapping_query_fields[];
extern const struct field blocker_query_fields[];
extern const struct field coming_query_fields[];
extern const struct field shop_query_fields[];
extern const struct field shop_one_fields[];
extern const struct field shop_decide_fields[];
extern const struct field shop_bulk_fields[];
extern const struct field rule_query_fields[];
extern const struct field rule_fields[];
extern const struct field offer_map_fields[];
extern const struct field history_query_fields[];
extern const struct field product_ready_query_fields[];
extern const struct field product_choice_fields[];
extern const struct field product_own_fields[];
extern const struct field values_query_fields[];
extern const struct field values_fields[];
extern const struct field translations_fields[];

enum rc pg_mapping(struct request *rq, struct err *e);
enum rc pg_blocker(struct request *rq, struct err *e);
enum rc pg_coming(struct request *rq, struct err *e);
enum rc pg_values(struct request *rq, struct err *e);
enum rc do_values(struct request *rq, struct err *e);
enum rc pg_translations(struct request *rq, struct err *e);
enum rc do_translations(struct request *rq, struct err *e);
enum rc pg_params(struct request *rq, struct err *e);
enum rc pg_rule(struct request *rq, struct err *e);
enum rc pg_history(struct request *rq, struct err *e);
enum rc pg_offer_map(struct request *rq, struct err *e);
enum rc do_offer_map(struct request *rq, struct err *e);
enum rc do_rule(struct request *rq, struct err *e);
enum rc pg_product_ready(struct request *rq, struct err *e);
enum rc pg_publish(struct request *rq, struct err *e);
enum rc do_publish(struct request *rq, struct err *e);
enum rc do_publish_act(struct request *rq, struct err *e);
enum rc pg_product_own(struct request *rq, struct err *e);
enum rc do_product_choice(struct request *rq, struct err *e);
enum rc do_product_own(struct request *rq, struct err *e);
enum rc do_product_ask(struct request *rq, struct err *e);
enum rc pg_shop_categories(struct request *rq, struct err *e);
enum rc pg_shop_category(struct request *rq, struct err *e);
enum rc do_shop_categories(struct request *rq, struct err *e);
enum rc do_shop_category(struct request *rq, struct err *e);
enum rc do_decision_undo(struct request *rq, struct err *e);
enum rc do_contradiction_retry(struct request *rq, struct err *e);

/* An offer has to be able to stand in a category: its parameters are wanted then. Else the problem
 * says why not. */
MUST_CHECK enum rc category_wanted(struct request *rq, const char *environment,
				   const char *category, const char **problem, struct err *e);

/* For which account: the one that was asked for, else the first of the environment whose categories
 * are shown. account NULL: none was ever connected. */
struct mapping_scope {
	struct categories_tree tree;
	struct account_list accounts;
	const struct account *account;
};
MUST_CHECK enum rc mapping_scope(struct request *rq, uint64_t account_id, struct mapping_scope *out,
				 struct err *e);

/* The account alone, for pages that name no category. */
MUST_CHECK enum rc mapping_account(struct request *rq, uint64_t account_id,
				   const struct account **out, struct err *e);

#endif
