/* kramctl: does the ledger of stock agree with itself? */
#include <inttypes.h>
#include <stdio.h>

#include "domain/stock/stock_check.h"
#include "kramctl.h"

/* "level	2	as of product 17", a line a fault; red when there is one. */
enum rc ctl_stock_check(struct ctl *ctl, struct err *e)
{
	struct stock_check found = {0};
	uint64_t after = 0;
	bool more = true;

	while (more)
		if (stock_check_slice(ctl->db, &found, &after, &more, e))
			return e->rc;
	for (int f = 0; f < STOCK_FAULTS; f++)
		if (found.n[f])
			(void)printf("%s\t%" PRId64 "\tas of product %" PRIu64 "\n",
				     stock_fault_names[f], found.n[f], found.product_id[f]);
	if (stock_check_faults(&found))
		ctl->verdict = CTL_RED;
	else
		(void)printf("%" PRId64 " products, all sums are those of their movements\n",
			     found.products);
	return RC_OK;
}
