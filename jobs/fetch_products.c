/*
 * fetch-products: fetches the shop's files of products from their addresses, each at its period,
 * and hands them on to import-products. It alone of all programs asks a server that a person named
 * (net/fetch.h). One source's trouble is told on its row and does not stop the others.
 */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"
#include "domain/catalog/import_file.h"
#include "domain/catalog/import_source.h"
#include "domain/catalog/import_spool.h"
#include "domain/catalog/source_address.h"
#include "job/job.h"
#include "net/fetch.h"

enum {
	LEASE_S = 120,	  /* above the time between two beats: looking at a large file */
	DEADLINE_S = 900, /* one file that takes FETCH_TOTAL_S, and then some */
};

static enum rc beat(void *arg, struct err *e)
{
	return job_beat_often(arg, e);
}

static bool is_allowed(const struct fetch_hop *hop, const void *arg)
{
	const struct conf *conf = arg;

	return source_is_allowed(conf->feed_hosts, hop->scheme, hop->host, hop->port);
}

static struct stage_fence fence_of(struct job *job)
{
	return (struct stage_fence){job_fence, job};
}

/* ---- What came --------------------------------------------------------------------------------
 */

/* Its beginning is looked at before anything is made of it: a web page is no run. */
static enum rc look(struct job *job, const struct file_source *s, int fd, struct err *e)
{
	void *mem = mem_context(job->mem, "profile");
	struct import_profile profile;
	struct import_plan plan;

	enum rc rc = import_profile_load(job->db, mem, s->profile_id, &profile, e);
	if (!rc)
		rc = import_file_plan(fd, &profile, &plan, e);
	mem_free(mem);
	return rc;
}

static enum rc failed(struct job *job, const struct file_source *s, const char *fault,
		      const char *problem, struct err *e)
{
	const struct stage_fence fence = fence_of(job);

	err_clear(e);
	job->counts.failed++;
	return source_failed(job->db, s, fault, problem, &fence, e);
}

static enum rc same(struct job *job, const struct file_source *s, struct err *e)
{
	const struct stage_fence fence = fence_of(job);

	return source_same(job->db, s, &fence, e);
}

static bool is_known(const struct file_source *s, const struct source_file *file)
{
	return s->digest.len == sizeof(file->digest) &&
	       memcmp(s->digest.data, file->digest, sizeof(file->digest)) == 0;
}

/* import-products reads it from now on. */
static enum rc place(struct job *job, const struct file_source *s, uint64_t run_id, struct err *e)
{
	if (import_spool_place(job->conf, s->profile_id, run_id, e))
		return e->rc;
	return import_run_settle(job->db, run_id, s->profile_id, e);
}

static enum rc hand_on(struct job *job, const struct file_source *s, const struct source_file *file,
		       struct err *e)
{
	const struct stage_fence fence = fence_of(job);
	uint64_t run_id;

	if (is_known(s, file) && source_has_good_run(s))
		return same(job, s, e);
	if (is_known(s, file) && str_eq(s->run_state, run_state_names[RUN_FAILED]))
		return failed(job, s, SOURCE_FAULT_FILE, s->run_problem, e);
	if (source_got(job->db, s, file, &fence, &run_id, e))
		return e->rc;
	job->counts.changed++;
	return place(job, s, run_id, e);
}

static enum rc take(struct job *job, const struct file_source *s, int fd, const struct fetched *got,
		    struct err *e)
{
	struct source_file file = {
	    .bytes = (int64_t)got->bytes, .etag = got->etag, .modified = got->modified};
	struct err why = {0};

	if (got->is_same)
		return same(job, s, e);
	if (look(job, s, fd, &why) == RC_INVALID)
		return failed(job, s, SOURCE_FAULT_FILE, why.msg, e);
	if (why.rc) {
		*e = why;
		return e->rc;
	}
	if (lseek(fd, 0, SEEK_SET))
		return err_set(e, RC_IO, "reading the file again: %s", strerror(errno));
	return secret_hash_file(fd, file.digest, e) ? e->rc : hand_on(job, s, &file, e);
}

/* ---- A source ---------------------------------------------------------------------------------
 */

static enum rc fetch(struct job *job, const struct file_source *s, int fd, struct err *e)
{
	const bool has_good = source_has_good_run(s);
	const struct fetch_request req = {
	    .url = s->address,
	    .etag = has_good ? s->etag : NULL,
	    .modified = has_good ? s->modified : NULL,
	    .ca_bundle = job->conf->ca_bundle,
	    .user_agent = "Kram (product files)",
	    .fd = fd,
	    .is_allowed = is_allowed,
	    .arg = job->conf,
	    .beat = beat,
	    .beat_arg = job,
	};
	struct fetched got;
	struct err why = {0};

	job->counts.seen++;
	if (!fetch_file(&req, &got, &why))
		return take(job, s, fd, &got, e);
	if (str_eq(why.code, FETCH_STOPPED)) {
		*e = why;
		return e->rc;
	}
	return failed(job, s, why.code, why.msg, e);
}

static enum rc fetch_source(struct job *job, const struct file_source *s, struct err *e)
{
	int fd;

	if (import_spool_draft(job->conf, s->profile_id, &fd, e))
		return e->rc;
	enum rc rc = fetch(job, s, fd, e);
	close(fd);
	import_spool_drop_draft(job->conf, s->profile_id); /* it is there no more if it was taken */
	if (rc == RC_CONFLICT) /* a person changed the source meanwhile: the next pass sees it */
		err_clear(e);
	return e->rc;
}

/* A process that was killed between saying that a file came and handing it on. */
static enum rc finish(struct job *job, const struct file_source *s, struct err *e)
{
	const uint64_t run_id = (uint64_t)s->run_id;

	if (!str_eq(s->run_state, run_state_names[RUN_DRAFT]))
		return RC_OK;
	if (import_spool_has(job->conf, run_id))
		return import_run_settle(job->db, run_id, s->profile_id, e);
	if (place(job, s, run_id, e) == RC_NOT_FOUND) /* another machine's, or gone */
		err_clear(e);
	return e->rc;
}

static enum rc finish_all(struct job *job, void *mem, struct err *e)
{
	struct file_source *s;
	size_t n;

	if (source_list(job->db, mem, &s, &n, e))
		return e->rc;
	for (size_t i = 0; i < n; i++)
		if (finish(job, &s[i], e))
			job_fault(job, e, "the file of %s", s[i].profile);
	return RC_OK;
}

static enum rc fetch_all(struct job *job, void *mem, struct err *e)
{
	struct file_source *s;
	size_t n;

	if (source_list_due(job->db, mem, &s, &n, e))
		return e->rc;
	for (size_t i = 0; i < n && !job_stopping(job); i++) {
		if (job->opts.dry_run)
			log_info("would fetch %s from %s", s[i].profile,
				 source_address_shown(mem, s[i].address));
		else if (fetch_source(job, &s[i], e) == RC_STOPPED)
			return e->rc;
		else if (e->rc)
			job_fault(job, e, "the file of %s", s[i].profile);
		else if (job_beat(job, e))
			return e->rc;
	}
	return RC_OK;
}

static enum rc settle(struct job *job, void *mem, struct err *e)
{
	const struct stage_fence fence = fence_of(job);

	if (job->opts.dry_run || finish_all(job, mem, e))
		return e->rc;
	return source_settle(job->db, &fence, e);
}

static enum rc step(struct job *job, enum job_next *next, struct err *e)
{
	void *mem = mem_context(job->mem, "sources");
	enum rc rc = settle(job, mem, e);

	*next = JOB_REST;
	if (!rc)
		rc = fetch_all(job, mem, e);
	if (!rc && !job->opts.dry_run)
		rc = source_watch(job->db, e);
	mem_free(mem);
	return rc;
}

int main(int argc, char **argv)
{
	static const struct job_def def = {
	    .name = "fetch-products",
	    .lease_s = LEASE_S,
	    .deadline_s = DEADLINE_S,
	    .step = step,
	};

	return job_main(&def, argc, argv);
}
