#ifndef DOMAIN_HEALTH_WATCH_H
#define DOMAIN_HEALTH_WATCH_H

/*
 * Is all well? What is known about jobs, accounts and this host becomes findings, each an alarm
 * that is on or off; send-alarms applies them once a minute. Rules are pure; reading is apart.
 */

#include <stdbool.h>
#include <stddef.h>

#include "domain/alarms/alarm.h"
#include "domain/health/run.h"

/* A job that misses so many of its starts is silent (RELIABILITY R21). */
enum { WATCH_MISSED = 3 };

#define WATCH_POLL_GAP_MS  (20 * TIME_MINUTE_MS) /* issue 3, section 6 */
#define WATCH_RETRY_MS	   (20 * TIME_MINUTE_MS) /* Allegro's own troubles are mostly shorter */
#define WATCH_GRACE_MS	   (10 * TIME_MINUTE_MS) /* from the first look to "never ran" */
#define WATCH_STOCK_OFF_MS (2 * TIME_HOUR_MS)	 /* a command of Allegro's may take one */
#define WATCH_SKEW_MS	   TIME_MINUTE_MS
#define WATCH_SKEW_CALM_MS (30 * TIME_SECOND_MS) /* back below this: over */

enum {
	WATCH_REFUSALS = 2,	     /* 429 in a row: more than a moment of excess */
	WATCH_DISK_PERCENT = 5,	     /* RELIABILITY F43 */
	WATCH_DISK_CALM_PERCENT = 7, /* back above this: over */
};

/* A job cron starts. */
struct watch_job {
	const char *id;	  /* program, job_run.job and heartbeat file */
	const char *name; /* message id */
	int64_t interval_ms;
};

/* All of them, in the order of the page; ended by a NULL id. */
extern const struct watch_job watch_jobs[];

/* The job whose own silence only kram-watch can tell. */
#define WATCH_SELF "send-alarms"

/* A program of this host that leaves a heartbeat, but no runs. */
#define WATCH_GUARD "kram-watch"

/* Allegro withdraws a consent that nobody used for 90 days, and deletes a key 30 days after it was
 * registered and not used (FACTS 0). Told while there is time to do something. */
enum {
	WATCH_QUIET_DAYS = 60,
	WATCH_QUIET_RED_DAYS = 80,
	WATCH_KEY_DAYS = 20,
};

/* Subject of the alarm about lost orders: beside those that cannot be read. */
#define WATCH_LOST "lost"

struct watch_account {
	uint64_t id;
	const char *name;
	const char *state;
	int64_t connected_at;
	int64_t clock_skew_ms; /* INT64_MIN: not known */
	int64_t polled_at;     /* last answer of the journal */
	int64_t importing;     /* the first import runs, or waits to: the journal is not read yet */
	int64_t problems;      /* orders that cannot be read or fetched */
	int64_t lost;	       /* orders to be sent that Allegro does not show */
	int64_t late;	       /* documents that are waited for too long (order_waiting.h) */
	int64_t late_since;    /* the longest of them */
	int64_t held;	       /* changes for Allegro that wait for a person */
	int64_t to_stop;       /* parcels of orders cancelled lately that nobody has seen to */
	int64_t called_at;     /* last answer of Allegro's API, or the connect */
	/* Its stock as it was compared last (offers/stock_certificate.h). */
	int64_t stock_armed;  /* Kram writes it */
	int64_t stock_offers; /* linked ones; 0: none, or never compared */
	int64_t stock_made_at;
	int64_t stock_off;	 /* offers that differ, and nothing explains it */
	int64_t stock_off_since; /* TIME_NONE: none does */
};

/* An application key. */
struct watch_key {
	const char *environment;
	int64_t used_at; /* registered here, or used last */
};

/* What only the host can tell. */
struct watch_host {
	const char *name;
	int64_t disk_free_percent; /* of state-dir; -1: not known */
	int64_t guard_at;	   /* heartbeat of kram-watch; TIME_NONE: never */
	int64_t watched_since;	   /* first run of send-alarms; TIME_NONE: this is it */
	int64_t db_ahead_ms;	   /* clock of the database minus ours */
	const char *mail_trouble;  /* why mails do not leave, NULL: they do */
	bool time_travel;	   /* high_water.h */
	const char *chain_fault;   /* of the audit trail, at its last check; NULL: none */
};

struct finding {
	bool on;
	bool keep; /* between on and off: leave it as it is */
	struct alarm alarm;
};

enum { WATCH_JOB_FINDINGS = 2, WATCH_ACCOUNT_FINDINGS = 9, WATCH_HOST_FINDINGS = 6 };

/* Pure: fill out, whose texts belong to owner. runs: newest first, as run_recent() gives them. */
struct job_facts {
	const struct watch_job *job;
	const struct run *runs;
	size_t n;
	int64_t watched_since;
};
void watch_judge_job(void *owner, const struct job_facts *facts, int64_t now_ms,
		     struct finding out[WATCH_JOB_FINDINGS]);
void watch_judge_account(void *owner, const struct watch_account *a, int64_t now_ms,
			 struct finding out[WATCH_ACCOUNT_FINDINGS]);
struct finding watch_judge_key(void *owner, const struct watch_key *k, int64_t now_ms);
void watch_judge_host(void *owner, const struct watch_host *h, int64_t now_ms,
		      struct finding out[WATCH_HOST_FINDINGS]);

/* Read, judge and apply all. */
MUST_CHECK enum rc watch_run(struct db *db, void *owner, const struct watch_host *host,
			     int64_t now_ms, struct err *e);

/* First run of a job that is still kept, TIME_NONE when there is none. */
MUST_CHECK enum rc watch_since(struct db *db, const char *job, int64_t *out, struct err *e);

MUST_CHECK enum rc watch_key_list(struct db *db, void *owner, struct watch_key **out, size_t *n,
				  struct err *e);

/* Connected accounts for which nobody has asked Allegro for a day: one cheap call keeps the consent
 * alive. Those for which it was tried within the hour are left out. */
struct quiet_account {
	uint64_t id;
	const char *name;
};
MUST_CHECK enum rc watch_quiet_list(struct db *db, void *owner, struct quiet_account **out,
				    size_t *n, struct err *e);
MUST_CHECK enum rc watch_account_list(struct db *db, void *owner, struct watch_account **rows,
				      size_t *n, struct err *e);

/* Forget runs older than 30 days, a bounded number at a time. */
MUST_CHECK enum rc run_sweep(struct db *db, struct err *e);

#endif
