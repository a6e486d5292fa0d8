-- Categories of Allegro, what happens to them, and the parameters of those that are used. One tree
-- an environment, whoever's token brought it.

CREATE TABLE IF NOT EXISTS category (
  environment VARCHAR(16) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  category_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'Allegro''s',
  parent_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL COMMENT 'NULL: a main category',
  name VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_as_ci NOT NULL COMMENT 'Polish',
  leaf TINYINT(1) NOT NULL,
  makes_products TINYINT(1) NOT NULL,
  seen_at DATETIME(3) NOT NULL COMMENT 'begin of what showed it last',
  read_at DATETIME(3) NOT NULL DEFAULT '1970-01-01' COMMENT 'begin of the last reading of its children',
  retry_at DATETIME(3) NOT NULL DEFAULT '1970-01-01' COMMENT 'its children could not be read: not before',
  reread_at DATETIME(3) NULL COMMENT 'to be asked for by itself, not before',
  gone_at DATETIME(3) NULL COMMENT 'Allegro has it no more',
  redirect_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL COMMENT 'stands for one that is gone',
  PRIMARY KEY (environment, category_id),
  KEY children (environment, parent_id),
  KEY to_read (environment, leaf, read_at),
  KEY to_reread (environment, reread_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- How whole a tree is. A reading of all of it survives its process.
CREATE TABLE IF NOT EXISTS category_tree (
  environment VARCHAR(16) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL PRIMARY KEY,
  began_at DATETIME(3) NULL COMMENT 'of the reading under way; NULL: none is',
  roots_at DATETIME(3) NULL COMMENT 'begin of the last reading of the main categories',
  filled_at DATETIME(3) NULL COMMENT 'whole since; NULL: never yet, so that nobody searches in it',
  version BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'grows with each change of a whole tree',
  event_id VARCHAR(256) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL COMMENT 'the journal has been read up to here',
  events_at DATETIME(3) NULL COMMENT 'the journal was asked last',
  changes_at DATETIME(3) NULL COMMENT 'coming changes of parameters were asked last'
) ENGINE=InnoDB;

-- Categories somebody uses, whose parameters are kept.
CREATE TABLE IF NOT EXISTS category_used (
  environment VARCHAR(16) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  category_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  wanted_at DATETIME(3) NOT NULL,
  read_at DATETIME(3) NULL COMMENT 'its parameters were read last; NULL: not yet',
  next_at DATETIME(3) NOT NULL COMMENT 'to be read, not before',
  problem VARCHAR(500) NULL COMMENT 'why they could not be read',
  PRIMARY KEY (environment, category_id),
  KEY due (environment, next_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS category_param (
  environment VARCHAR(16) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  category_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  param_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  place SMALLINT UNSIGNED NOT NULL COMMENT 'in Allegro''s order',
  name VARCHAR(255) NOT NULL,
  type VARCHAR(24) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  required TINYINT(1) NOT NULL COMMENT 'for an offer',
  required_for_product TINYINT(1) NOT NULL,
  describes_product TINYINT(1) NOT NULL COMMENT '1: goes with the product, 0: with the offer',
  raw MEDIUMTEXT NOT NULL COMMENT 'as Allegro has it: category_param_parse()',
  seen_at DATETIME(3) NOT NULL,
  PRIMARY KEY (environment, category_id, param_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS category_param_change (
  environment VARCHAR(16) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  category_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  param_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  type VARCHAR(32) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'REQUIREMENT_CHANGE',
  decided_at DATETIME(3) NOT NULL,
  due_at DATETIME(3) NOT NULL COMMENT 'when the parameter becomes required; it may never',
  PRIMARY KEY (environment, category_id, param_id, type, due_at),
  KEY due (environment, due_at)
) ENGINE=InnoDB;
