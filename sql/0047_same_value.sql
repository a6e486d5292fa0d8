-- A request that sets one value carries all intents that become the same; among thousands of other
-- values they are found by it.

ALTER TABLE outbox ADD KEY IF NOT EXISTS same (account_id, kind, state, after_sha);
