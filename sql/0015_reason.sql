-- Why a run was no success, in a word that pages have a sentence for.

ALTER TABLE job_run ADD COLUMN IF NOT EXISTS meaning VARCHAR(12) CHARACTER SET ascii
  COLLATE ascii_nopad_bin NULL COMMENT 'of its last error: base/meaning.h; NULL: trouble of this machine, or none';
