/* The jobs that are watched: a job of cron.example has its row here. */
#include "base/i18n.h"
#include "domain/health/watch.h"

const struct watch_job watch_jobs[] = {
    {"poll-orders", N_("Fetching orders"), TIME_MINUTE_MS},
    {"refresh-tokens", N_("Renewing access to Allegro"), TIME_MINUTE_MS},
    {"audit-orders", N_("Daily check against Allegro"), TIME_MINUTE_MS},
    {"keep-house", N_("Sealing the audit trail"), TIME_MINUTE_MS},
    {"push-outbox", N_("Sending changes to Allegro"), TIME_MINUTE_MS},
    {"sync-ratings", N_("Fetching ratings"), TIME_MINUTE_MS},
    {"sync-offers", N_("Fetching the list of offers"), TIME_MINUTE_MS},
    {"push-stock", N_("Keeping stock"), TIME_MINUTE_MS},
    {"list-offers", N_("Listing products"), TIME_MINUTE_MS},
    {"check-offers", N_("Matching offers to products"), TIME_MINUTE_MS},
    {"poll-offers", N_("Fetching what happens to offers"), TIME_MINUTE_MS},
    {"fetch-pictures", N_("Fetching pictures of offers"), TIME_MINUTE_MS},
    {"sync-categories", N_("Fetching categories"), TIME_MINUTE_MS},
    {"sync-campaigns", N_("Fetching offers in campaigns"), TIME_MINUTE_MS},
    {"push-prices", N_("Working out prices"), TIME_MINUTE_MS},
    {"match-products", N_("Searching Allegro's products"), TIME_MINUTE_MS},
    {"sync-terms", N_("Fetching terms of sale"), TIME_MINUTE_MS},
    {"check-products", N_("Checking which products can be listed"), TIME_MINUTE_MS},
    {"fetch-products", N_("Fetching product files"), TIME_MINUTE_MS},
    {"import-products", N_("Importing product files"), TIME_MINUTE_MS},
    {WATCH_SELF, N_("Monitoring and alerts"), TIME_MINUTE_MS},
    {NULL, NULL, 0},
};
