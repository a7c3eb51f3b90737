-- A report's counts of what ended, and of what was open, out of the index alone.
-- DropIndex
DROP INDEX "ticket_ended_at_idx";

-- CreateIndex
CREATE INDEX "ticket_ended_at_priority_opened_at_idx" ON "ticket"("ended_at", "priority", "opened_at");
