-- What people are told of hours and money: when invoices and subscriptions are looked at next, what was told, what was agreed.

-- AlterTable
ALTER TABLE "ticket" ADD COLUMN     "topic" TEXT;

-- AlterTable
ALTER TABLE "subscription" ADD COLUMN     "notice_at" TIMESTAMPTZ(3) DEFAULT '1970-01-01 00:00:00+00'::timestamp with time zone;

-- AlterTable
ALTER TABLE "invoice" ADD COLUMN     "notice_at" TIMESTAMPTZ(3) DEFAULT '1970-01-01 00:00:00+00'::timestamp with time zone;

-- Nothing is left to remind of.
UPDATE "invoice" SET "notice_at" = NULL WHERE "status" IN ('paid', 'cancelled');
UPDATE "subscription" SET "notice_at" = NULL WHERE "ends_on" IS NULL OR "ends_on" < current_date;

-- CreateTable
CREATE TABLE "payment_claim" (
    "id" UUID NOT NULL,
    "invoice_id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payment_claim_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "told_stage" (
    "subject" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "told_stage_pkey" PRIMARY KEY ("subject","stage")
);

-- CreateTable
CREATE TABLE "usage_look" (
    "id" BIGSERIAL NOT NULL,
    "company_id" UUID NOT NULL,

    CONSTRAINT "usage_look_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "work_terms" (
    "id" UUID NOT NULL,
    "ticket_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "system" TEXT NOT NULL,
    "goals" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "seconds" INTEGER NOT NULL,
    "price_cents" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "engineer_id" UUID NOT NULL,
    "contact_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "work_terms_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "payment_claim_invoice_id_at_idx" ON "payment_claim"("invoice_id", "at");

-- CreateIndex
CREATE INDEX "usage_look_company_id_idx" ON "usage_look"("company_id");

-- CreateIndex
CREATE INDEX "work_terms_ticket_id_id_idx" ON "work_terms"("ticket_id", "id");

-- CreateIndex
CREATE INDEX "subscription_notice_at_idx" ON "subscription"("notice_at");

-- CreateIndex
CREATE INDEX "invoice_notice_at_idx" ON "invoice"("notice_at");

-- AddForeignKey
ALTER TABLE "payment_claim" ADD CONSTRAINT "payment_claim_invoice_id_fkey" FOREIGN KEY ("invoice_id") REFERENCES "invoice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "work_terms" ADD CONSTRAINT "work_terms_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
