-- Variants name their parent by the shop's id, whichever profile brought it.

CREATE INDEX IF NOT EXISTS by_shop_id ON product (shop_id);
