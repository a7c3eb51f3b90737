-- What makes an engineer's day easier: saved replies, quiet hours with a digest, being away, and who takes the next ticket.
-- AlterTable
ALTER TABLE "engineer" ADD COLUMN     "away_since" TIMESTAMPTZ(3),
ADD COLUMN     "away_until" TIMESTAMPTZ(3),
ADD COLUMN     "quiet_from_minute" INTEGER,
ADD COLUMN     "quiet_to_minute" INTEGER;

-- CreateTable
CREATE TABLE "saved_reply" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "saved_reply_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "saved_reply_name_language_key" ON "saved_reply"("name", "language");

-- What Prisma's schema language cannot say: notices held for a digest, and who has how many open tickets.
CREATE INDEX "outbox_message_held" ON "outbox_message" ("due_at") WHERE "state" = 'held';
CREATE INDEX "ticket_load" ON "ticket" ("assignee_id", "priority", "status")
  WHERE "assignee_id" IS NOT NULL AND "status" IN ('open', 'waiting');
