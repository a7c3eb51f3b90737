-- What the linked WhatsApp account sent, for resending the same message and for knowing what became of it.
-- CreateTable
CREATE TABLE "whatsapp_sent" (
    "account" TEXT NOT NULL,
    "message_id" TEXT NOT NULL,
    "jid" TEXT NOT NULL,
    "content" BYTEA NOT NULL,
    "state" TEXT NOT NULL,
    "code" TEXT,
    "tries" INTEGER NOT NULL DEFAULT 1,
    "proactive" BOOLEAN NOT NULL DEFAULT false,
    "submitted_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),
    "read_at" TIMESTAMPTZ(3),
    "failed_at" TIMESTAMPTZ(3),

    CONSTRAINT "whatsapp_sent_pkey" PRIMARY KEY ("account","message_id")
);

-- CreateIndex
CREATE INDEX "whatsapp_sent_submitted_at_idx" ON "whatsapp_sent"("submitted_at");
