-- Since when some offers differ from the ledger and nothing explains it: what lasts is told.

ALTER TABLE stock_certificate ADD COLUMN IF NOT EXISTS off_since DATETIME(3) NULL COMMENT 'NULL: the last one explained all';
