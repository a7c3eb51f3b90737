-- Which plan a ticket's terms are of, without opening them: reports read it of every ticket of a year.
-- AlterTable
ALTER TABLE "ticket" ADD COLUMN     "terms_name" TEXT
  GENERATED ALWAYS AS (("terms"->>'catalogue') || '|' || ("terms"->>'plan')) STORED;
