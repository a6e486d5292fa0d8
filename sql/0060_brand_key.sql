-- Of each judged product its brand, so that a decision about a brand asks its products alone anew.
ALTER TABLE product_ready ADD COLUMN IF NOT EXISTS brand_key CHAR(32) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL DEFAULT '' COMMENT 'digest of its brand, folded: brand_key()';
CREATE INDEX IF NOT EXISTS by_brand ON product_ready (account_id, brand_key, product_id);
INSERT INTO ready_touch (account_id, kind, subject) SELECT id, 'ALL', '' FROM account ON DUPLICATE KEY UPDATE after_id = 0, version = ready_touch.version + 1;
