-- Offers are found by no price rule of Allegro's: what no statement asks for costs each row written.

ALTER TABLE offer DROP KEY IF EXISTS of_rule;
