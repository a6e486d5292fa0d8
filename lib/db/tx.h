#ifndef DB_TX_H
#define DB_TX_H

/*
 * Transactions as closures: the body runs again when the database asks for it.
 *
 * tx_run() begins, calls body, commits. RC_RETRY out of the body (deadlock, lock wait, snapshot
 * conflict, lost connection) rolls back and runs the body again, up to TX_TRIES times with a
 * growing pause. Any failed statement marks the transaction, so that a body which overlooks an
 * error cannot commit. The body must hold all its effects: no HTTP, no files, no memory outside
 * of what it can set again.
 *
 * When COMMIT itself fails the outcome is unknown: each transaction leaves a marker row, and a
 * new connection looks for it before anything is repeated.
 */

#include "base/err.h"
#include "db/db.h"

enum { TX_TRIES = 8 };

/* e->code of the RC_DB that means: it may have landed, and the database does not say. What cannot
 * be taken back must not follow from it. */
#define TX_UNKNOWN "commit-unknown"

typedef enum rc (*tx_body)(struct db *db, void *arg, struct err *e);

MUST_CHECK enum rc tx_run(struct db *db, tx_body body, void *arg, struct err *e);

/* Forget markers of a week ago: nobody looks for them any more. For who runs now and then. */
MUST_CHECK enum rc tx_sweep(struct db *db, struct err *e);

#endif
