-- A saved view goes with the buyer it names: the tag it asks for, as people read it, beside its name.

ALTER TABLE order_saved
  ADD COLUMN IF NOT EXISTS tag VARCHAR(24) CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_polish_as_ci NOT NULL DEFAULT '' COMMENT 'of the query; empty: it asks for none, or was saved before this was kept';
