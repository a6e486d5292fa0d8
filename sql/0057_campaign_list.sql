-- When the offers in a kind of campaign were read last: until then nobody knows which there are.
CREATE TABLE IF NOT EXISTS campaign_list (
  account_id INT UNSIGNED NOT NULL,
  kind VARCHAR(8) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'as in offer_campaign',
  read_at DATETIME(3) NULL COMMENT 'begin of the last reading that came to its end',
  next_at DATETIME(3) NOT NULL,
  problem VARCHAR(500) NULL COMMENT 'why the last one did not',
  PRIMARY KEY (account_id, kind)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
