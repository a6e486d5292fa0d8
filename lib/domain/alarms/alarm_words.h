#ifndef DOMAIN_ALARMS_ALARM_WORDS_H
#define DOMAIN_ALARMS_ALARM_WORDS_H

/* The words of an alarm: message id and values are stored apart, and meet in the reader's language.
 */

#include "base/compiler.h"
#include "domain/alarms/alarm.h"

enum { ALARM_WORDS_MAX = 2000, ALARM_ARGS_MAX = 900 }; /* ends within the column of 1000 */

/* Values of an alarm as one text: separated by U+001F, without other control characters. */
const char *alarm_args(void *owner, const char *const values[ALARM_VALUES_MAX]) RETURNS_NONNULL;

/*
 * Put args into the %s of a translated text, in their order; %N$s names one (translations may turn
 * the order round). A value too few is left out, one too many is not shown. Not a printf format:
 * whatever else stands there stays as it is.
 */
const char *alarm_words(void *owner, const char *text, const char *args) RETURNS_NONNULL;

/* One value of args, counted from 0; "" when there is none. */
const char *alarm_value(void *owner, const char *args, int n) RETURNS_NONNULL;

/* A time as a mail says it: Warsaw, to the minute. */
const char *alarm_moment(void *owner, int64_t ms) RETURNS_NONNULL;

#endif
