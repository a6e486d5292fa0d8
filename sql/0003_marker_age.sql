-- Markers of transactions are forgotten by age, without looking at all of them.

CREATE INDEX IF NOT EXISTS age ON txn_marker (at);
