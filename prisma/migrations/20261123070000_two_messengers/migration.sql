-- AlterTable
ALTER TABLE "chat_identity" ADD COLUMN     "aliases" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "conflicts" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "conversation" ADD COLUMN     "heard_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "chat_message" ADD COLUMN     "report" TEXT,
ADD COLUMN     "reported_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "outbox_message" ADD COLUMN     "passed_on" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "offered_choice" (
    "conversation_id" TEXT NOT NULL,
    "message_id" TEXT NOT NULL,
    "outbox_id" BIGINT NOT NULL,
    "choices" BYTEA NOT NULL,
    "offered_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "offered_choice_pkey" PRIMARY KEY ("conversation_id","message_id")
);

-- CreateIndex
CREATE INDEX "offered_choice_conversation_id_outbox_id_idx" ON "offered_choice"("conversation_id", "outbox_id");

-- CreateIndex
CREATE INDEX "offered_choice_offered_at_idx" ON "offered_choice"("offered_at");

-- CreateIndex
CREATE INDEX "chat_identity_aliases_idx" ON "chat_identity" USING GIN ("aliases");

-- AddForeignKey
ALTER TABLE "offered_choice" ADD CONSTRAINT "offered_choice_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema language cannot say: texts of notices that are kept for what the platform may say of them later.
CREATE INDEX "outbox_message_kept" ON "outbox_message" ("finished_at") WHERE "state" = 'sent' AND "content" IS NOT NULL;
