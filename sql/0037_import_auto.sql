-- Files that come by themselves are applied by themselves, where their profile says so.

ALTER TABLE import_profile ADD COLUMN IF NOT EXISTS auto TINYINT(1) NOT NULL DEFAULT 0 COMMENT 'apply what no brake holds';
ALTER TABLE import_run ADD COLUMN IF NOT EXISTS tidied TINYINT(1) NOT NULL DEFAULT 0 COMMENT '1: rows and file that nobody needs are gone';
