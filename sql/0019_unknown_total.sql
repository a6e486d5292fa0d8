-- breaks earlier programs: they expect every order to have a total.
-- An order whose amount to pay Allegro did not tell is an order: unknown is not zero.

ALTER TABLE orders
  MODIFY total_minor BIGINT NULL COMMENT 'NULL: not told' CHECK (total_minor >= 0),
  MODIFY currency CHAR(3) CHARACTER SET ascii NULL;
