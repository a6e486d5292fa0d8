/* From what was sent to what a job reads. */
#include "domain/catalog/import_upload.h"

#include "base/mem.h"
#include "db/tx.h"
#include "domain/audit/audit.h"

struct adding {
	const struct import_run *run;
	uint64_t id;
	void *mem;
};

static enum rc tell(struct db *db, void *mem, uint64_t id, const struct audit_entry *what,
		    struct err *e)
{
	struct audit_entry entry = *what;

	entry.subject = audit_subject(mem, "import", id);
	return audit_add(db, &entry, e);
}

static enum rc add(struct db *db, void *arg, struct err *e)
{
	struct adding *a = arg;
	struct import_run run = *a->run;

	run.state = run_state_names[RUN_DRAFT];
	if (import_run_start(db, &run, &a->id, e))
		return e->rc;
	return tell(db, a->mem, a->id,
		    &(struct audit_entry){
			.actor = run.actor, .action = "import.upload", .after = run.file_name},
		    e);
}

enum rc import_upload_add(struct db *db, const struct import_run *run, uint64_t *id, struct err *e)
{
	struct adding a = {.run = run, .mem = mem_context(NULL, "upload")};
	enum rc rc = tx_run(db, add, &a, e);

	*id = a.id;
	mem_free(a.mem);
	return rc;
}

struct settling {
	uint64_t run_id;
	struct import_profile *profile;
	const char *actor;
	void *mem;
};

static enum rc settle(struct db *db, void *arg, struct err *e)
{
	struct settling *s = arg;

	if (!s->profile->id && import_profile_save(db, s->profile, e))
		return e->rc;
	if (import_run_settle(db, s->run_id, s->profile->id, e))
		return e->rc;
	return tell(db, s->mem, s->run_id,
		    &(struct audit_entry){
			.actor = s->actor, .action = "import.settle", .after = s->profile->name},
		    e);
}

enum rc import_upload_settle(struct db *db, uint64_t run_id, struct import_profile *profile,
			     const char *actor, struct err *e)
{
	struct settling s = {run_id, profile, actor, mem_context(NULL, "settle")};
	enum rc rc = tx_run(db, settle, &s, e);

	mem_free(s.mem);
	return rc;
}
