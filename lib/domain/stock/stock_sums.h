#ifndef DOMAIN_STOCK_STOCK_SUMS_H
#define DOMAIN_STOCK_STOCK_SUMS_H

/* Texts of statements that ask what a product has for an account. Private to the stores of stock,
 * here and in lib/domain/offers. */

/* Of product p: its own buffer, else that of its shop category, else that of the account; what is
 * said for this account goes before what is said for all. account is SQL, and takes no parameter.
 * Whether there is any of a kind is asked once a statement, not once a product. */
#define STOCK_BUFFER_OF(account)                                                                   \
	"COALESCE(" STOCK_BUFFER_ROW(                                                              \
	    "product", "CAST(p.id AS CHAR CHARACTER SET ascii)",                                   \
	    account) ", " STOCK_BUFFER_ROW("category", "p.shop_key",                               \
					   account) ", " STOCK_BUFFER_ROW("account", "''",         \
									  account) ", 0)"
#define STOCK_BUFFER_ROW(kind, subject, account)                                                   \
	"IF(EXISTS (SELECT 1 FROM stock_buffer WHERE kind = '" kind                                \
	"'), (SELECT CAST(b.pieces AS SIGNED) FROM stock_buffer b WHERE b.kind = '" kind           \
	"' AND b.subject = " subject " AND b.account_id IN (0, " account                           \
	") ORDER BY b.account_id DESC LIMIT 1), NULL)"

#endif
