/* Decisions about runs, each in the audit trail. */
#include "domain/catalog/catalog_list.h"

#include "base/mem.h"
#include "base/str.h"
#include "db/tx.h"
#include "domain/audit/audit.h"

static const struct {
	enum run_state from;
	enum run_state or_from;
	enum run_state to;
	const char *action;
} decisions[RUN_DECISIONS] = {
    [RUN_APPLY] = {RUN_READ, RUN_READ, RUN_APPROVED, "import.approve"},
    [RUN_DROP] = {RUN_READ, RUN_DRAFT, RUN_DROPPED, "import.drop"},
    [RUN_UNDO] = {RUN_APPLIED, RUN_APPLIED, RUN_TO_UNDO, "import.undo-asked"},
};

struct deciding {
	const struct import_run *seen;
	enum run_decision decision;
	const char *actor;
	void *mem;
};

static enum rc decide(struct db *db, void *arg, struct err *e)
{
	const struct deciding *d = arg;
	struct import_run run;

	if (import_run_load(db, d->mem, d->seen->id, &run, e))
		return e->rc;
	if (d->seen->version && d->seen->version != run.version)
		return err_set(e, RC_CONFLICT, "the run was read again");
	enum run_state from = decisions[d->decision].from;
	if (str_eq(run.state, run_state_names[decisions[d->decision].or_from]))
		from = decisions[d->decision].or_from;
	if (import_run_move(db, run.id, from, decisions[d->decision].to, "", e))
		return e->rc;
	return audit_add(db,
			 &(struct audit_entry){.actor = d->actor,
					       .action = decisions[d->decision].action,
					       .subject = audit_subject(d->mem, "import", run.id),
					       .before = run_state_names[from],
					       .after = run_state_names[decisions[d->decision].to]},
			 e);
}

enum rc import_decide(struct db *db, const struct import_run *seen, enum run_decision decision,
		      const char *actor, struct err *e)
{
	struct deciding d = {seen, decision, actor, mem_context(NULL, "decide")};
	enum rc rc = tx_run(db, decide, &d, e);

	mem_free(d.mem);
	return rc;
}
