#ifndef BASE_LOG_H
#define BASE_LOG_H

/*
 * One line per event on stderr: ts=… level=… prog=… req=… msg="…".
 *
 * error: somebody must look; warn: odd, handled; info: state changes; debug: off by default.
 * Only the boundaries log (request dispatcher, job runner, kramctl, start and stop); libraries
 * return struct err. Values are escaped, so that no input can forge a line. Never pass tokens,
 * cookies or buyer data: secrets have no formatter for that reason.
 */

#include "base/compiler.h"
#include "base/err.h"

enum log_level { LOG_LEVEL_ERROR, LOG_LEVEL_WARN, LOG_LEVEL_INFO, LOG_LEVEL_DEBUG };

/* Name of this program in every line; text must live as long as the process. */
void log_init(const char *program, enum log_level level) NONNULL(1);

/* Correlation id of the current unit of work: key "req" or "run"; NULL value ends it. */
void log_unit(const char *key, const char *value) NONNULL(1);

/* "req=…" or "run=…" of the current unit of work, "" outside of one: the audit trail keeps it. */
const char *log_unit_text(void) RETURNS_NONNULL;

void log_error(const char *fmt, ...) PRINTF(1, 2);
void log_warn(const char *fmt, ...) PRINTF(1, 2);
void log_info(const char *fmt, ...) PRINTF(1, 2);
void log_debug(const char *fmt, ...) PRINTF(1, 2);

/* One line for an error at the boundary, with its code, HTTP status and trace id. */
void log_err(enum log_level level, const struct err *e, const char *fmt, ...) PRINTF(3, 4);

#endif
