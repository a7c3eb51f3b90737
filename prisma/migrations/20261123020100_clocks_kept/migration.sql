-- What the clocks of a ticket are counted again from, and when the house last did its daily work.
-- AlterTable
ALTER TABLE "comment" ADD COLUMN     "needs_answer" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "place" BIGINT;

-- CreateTable
CREATE TABLE "daily_task" (
    "name" TEXT NOT NULL,
    "done_on" DATE NOT NULL,
    "result" JSONB NOT NULL,

    CONSTRAINT "daily_task_pkey" PRIMARY KEY ("name")
);

-- Tickets from before plans stand behind those with one, in the order of their priorities (domain/catalogue, solvingOrder).
UPDATE "ticket" SET "solving_order" = CASE "priority" WHEN 'blocker' THEN 3996 WHEN 'high' THEN 7997 WHEN 'medium' THEN 7998 ELSE 7999 END
WHERE "terms" IS NULL AND "status" IN ('open', 'waiting');
