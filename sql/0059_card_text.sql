-- A card's description: a product without its own is listed with it.
ALTER TABLE catalogue_card ADD COLUMN IF NOT EXISTS description MEDIUMTEXT NULL COMMENT 'sections as Allegro has them; NULL: none' AFTER images;
