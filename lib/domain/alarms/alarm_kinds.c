/* The kinds of alarms: how grave, what to say, what to do. */
#include "domain/alarms/alarm.h"

#include "base/i18n.h"
#include "base/str.h"

static const struct alarm_kind_def kinds[ALARM_KIND_COUNT] = {
    [ALARM_JOB_SILENT] = {"job-silent", ALARM_RED, ALARM_CURE_STATUS,
			  N_("A job is no longer started"),
			  N_("Check on the server that cron runs and has the lines of Kram.")},
    [ALARM_JOB_FAILING] = {"job-failing", ALARM_AMBER, ALARM_CURE_STATUS, N_("A job fails"),
			   N_("It tries again by itself. If it does not recover, the log of the "
			      "server says more.")},
    [ALARM_WATCH_SILENT] = {"watch-silent", ALARM_AMBER, ALARM_CURE_STATUS,
			    N_("The second watchman does not run"),
			    N_("Check the line of kram-watch in cron: without it nobody tells you "
			       "when the database or the server fails.")},
    [ALARM_POLL_GAP] = {"poll-gap", ALARM_RED, ALARM_CURE_ACCOUNT,
			N_("New orders are not coming in"),
			N_("Nothing is lost: Kram reads them from where it stopped as soon as it "
			   "can. Look at the reason and check the connection.")},
    [ALARM_CURSOR_OLD] = {"cursor-old", ALARM_AMBER, ALARM_CURE_ACCOUNT,
			  N_("Orders of more than a day have to be caught up"),
			  N_("Kram is reading them. Nothing needs to be done while the number "
			     "falls.")},
    [ALARM_ORDER_GAP] = {"order-gap", ALARM_RED, ALARM_CURE_CERTIFICATE,
			 N_("A stretch of orders is being read again"),
			 N_("Allegro no longer has the events of that time; Kram takes the orders "
			    "from its list instead. The certificate shows when all are there.")},
    [ALARM_ORDER_PROBLEM] = {"order-problem", ALARM_AMBER, ALARM_CURE_PROBLEMS,
			     N_("Some orders cannot be read"),
			     N_("Look at them, and handle them on Allegro's own page if they are "
				"urgent. The others come in without hindrance.")},
    [ALARM_ORDER_WAITING] = {"order-waiting", ALARM_AMBER, ALARM_CURE_PROBLEMS,
			     N_("Orders are waiting to be read"),
			     N_("Kram keeps asking Allegro for them. Until they are here, look at "
				"them on Allegro's own page, so that no parcel is late.")},
    [ALARM_DAY_DIFFERENCE] = {"day-difference", ALARM_RED, ALARM_CURE_CERTIFICATE,
			      N_("A day does not agree with Allegro"),
			      N_("The certificate names the orders. Kram fetches them by itself; "
				 "those it cannot read wait for you.")},
    [ALARM_TOKEN_DYING] = {"token-dying", ALARM_AMBER, ALARM_CURE_CONNECT,
			   N_("Access to Allegro ends soon"),
			   N_("Connect the account again; it takes a minute, and nothing stops.")},
    [ALARM_TOKEN_DEAD] = {"token-dead", ALARM_RED, ALARM_CURE_CONNECT,
			  N_("Allegro no longer lets Kram in"),
			  N_("Connect the account again. Orders since then are fetched, none is "
			     "lost.")},
    [ALARM_ACCOUNT_QUIET] = {"account-quiet", ALARM_AMBER, ALARM_CURE_ACCOUNT,
			     N_("Nobody asks Allegro for this account any more"),
			     N_("Check the connection: one request is enough. Kram makes one a day "
				"as long as its jobs run and Allegro answers.")},
    [ALARM_KEY_UNUSED] = {"key-unused", ALARM_AMBER, ALARM_CURE_STATUS,
			  N_("The application key is not used"),
			  N_("Connect an account with it, or Allegro deletes it and it has to be "
			     "registered again.")},
    [ALARM_BANNED] = {"banned", ALARM_AMBER, ALARM_CURE_STATUS, N_("Allegro asks to wait"),
		      N_("Kram waits and goes on by itself. If it comes back, another program "
			 "uses the same application keys.")},
    [ALARM_OUTBOX_HELD] = {"outbox-held", ALARM_AMBER, ALARM_CURE_OUTBOX,
			   N_("Changes for Allegro wait for your decision"),
			   N_("Allegro did not take them as they were, or Kram does not know "
			      "whether it did. Look at each and decide.")},
    [ALARM_PARCEL_STOP] = {"parcel-stop", ALARM_RED, ALARM_CURE_PROBLEMS,
			   N_("A parcel has to be stopped"),
			   N_("Take it out, or ask the carrier to stop it. Then say on the page of "
			      "the order that it was stopped or is with the buyer.")},
    [ALARM_DISK_LOW] = {"disk-low", ALARM_RED, ALARM_CURE_STATUS, N_("The disk is nearly full"),
			N_("Make room on the server. Until then changes wait and are not sent to "
			   "Allegro; on a full disk nothing can be saved any more.")},
    [ALARM_CLOCK_SKEW] = {"clock-skew", ALARM_AMBER, ALARM_CURE_ACCOUNT,
			  N_("The clock of the server is wrong"),
			  N_("Switch on time synchronisation on the server (NTP). Access to "
			     "Allegro depends on the clock.")},
    [ALARM_DATABASE_PROFILE] = {"database-profile", ALARM_RED, ALARM_CURE_STATUS,
				N_("The database could lose data"),
				N_("Set MariaDB as in mariadb.cnf.example and restart it.")},
    [ALARM_TIME_TRAVEL] = {"time-travel", ALARM_RED, ALARM_CURE_STATUS,
			   N_("The database is older than it was"),
			   N_("A backup was restored, or the last changes were lost. Writing to "
			      "Allegro is stopped until somebody runs "
			      "\"kramctl alarms accept-restore\".")},
    [ALARM_AUDIT_CHAIN] = {"audit-chain", ALARM_RED, ALARM_CURE_AUDIT,
			   N_("The record of changes was tampered with"),
			   N_("Somebody changed or removed entries in the database. Find out who "
			      "has access to it.")},
    [ALARM_MAIL] = {"mail", ALARM_AMBER, ALARM_CURE_MAIL, N_("Mails cannot be sent"),
		    N_("Check the mail settings in the configuration, then send a test mail.")},
};

const struct alarm_kind_def *alarm_kind(enum alarm_kind kind)
{
	if (kind >= ALARM_KIND_COUNT)
		BUG("no alarm of kind %d", (int)kind);
	return &kinds[kind];
}

const struct alarm_kind_def *alarm_kind_find(const char *key)
{
	for (size_t i = 0; i < COUNT_OF(kinds); i++)
		if (str_eq(kinds[i].key, key))
			return &kinds[i];
	return NULL;
}

bool alarm_is_about_job(const struct alarm_row *a)
{
	return str_eq(a->kind, kinds[ALARM_JOB_SILENT].key) ||
	       str_eq(a->kind, kinds[ALARM_JOB_FAILING].key);
}
