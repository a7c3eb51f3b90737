-- Message templates that WhatsApp refused or paused, so that no process uses them for now.
-- CreateTable
CREATE TABLE "whatsapp_template_hold" (
    "account" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "whatsapp_template_hold_pkey" PRIMARY KEY ("account", "name", "language")
);
