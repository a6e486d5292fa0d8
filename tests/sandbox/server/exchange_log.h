#ifndef SANDBOX_SERVER_EXCHANGE_LOG_H
#define SANDBOX_SERVER_EXCHANGE_LOG_H

/*
 * Every exchange as one JSON line: {host: api|auth|upload, method, url, reqHeaders, resHeaders
 * (lower-case names), reqBody, status, resBody}. For contract tests; secrets appear in it.
 */

#include "server/http.h"

struct exchange_log;

/* Append to path; NULL when it cannot be opened. */
struct exchange_log *exchange_log_open(void *owner, const char *path);
void exchange_log_write(struct exchange_log *log, const struct exchange *x);

#endif
