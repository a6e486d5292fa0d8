-- Products that no offer sells yet look like their product in Allegro's catalogue.

ALTER TABLE picture_look ADD COLUMN IF NOT EXISTS product_id BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'the last product that was looked at; 0: from the first one again';
