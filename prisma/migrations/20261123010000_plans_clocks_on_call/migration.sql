-- Plans, clocks and the people on call.
-- AlterTable
ALTER TABLE "ticket" ADD COLUMN     "clock_state" JSONB,
ADD COLUMN     "due_at" TIMESTAMPTZ(3),
ADD COLUMN     "solving_order" INTEGER NOT NULL DEFAULT 1000000,
ADD COLUMN     "terms" JSONB;

-- CreateTable
CREATE TABLE "subscription" (
    "id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "catalogue" TEXT NOT NULL,
    "plan" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,
    "bought_on" DATE NOT NULL,
    "extends_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "subscription_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sla_clock" (
    "ticket_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "cycle" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "paused_at" TIMESTAMPTZ(3),
    "stopped_at" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "look_again_at" TIMESTAMPTZ(3),
    "state" JSONB NOT NULL,

    CONSTRAINT "sla_clock_pkey" PRIMARY KEY ("ticket_id","kind","cycle")
);

-- CreateTable
CREATE TABLE "sla_warning" (
    "ticket_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "cycle" INTEGER NOT NULL,
    "level" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sla_warning_pkey" PRIMARY KEY ("ticket_id","kind","cycle","level")
);

-- CreateTable
CREATE TABLE "calendar_day" (
    "catalogue" TEXT NOT NULL,
    "on" DATE NOT NULL,
    "windows" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "calendar_day_pkey" PRIMARY KEY ("catalogue","on")
);

-- CreateTable
CREATE TABLE "consent" (
    "ticket_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "contact_id" UUID NOT NULL,
    "rate_cents" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "consent_pkey" PRIMARY KEY ("ticket_id","kind")
);

-- CreateTable
CREATE TABLE "on_call_rule" (
    "id" UUID NOT NULL,
    "engineer_id" UUID NOT NULL,
    "rung" INTEGER NOT NULL,
    "weekdays" INTEGER[],
    "from_minute" INTEGER NOT NULL,
    "to_minute" INTEGER NOT NULL,
    "every_weeks" INTEGER NOT NULL DEFAULT 1,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "on_call_rule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "on_call_swap" (
    "id" UUID NOT NULL,
    "engineer_id" UUID NOT NULL,
    "rung" INTEGER NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "on_call_swap_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "blocker_call" (
    "ticket_id" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "calls" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3),
    "acknowledged_at" TIMESTAMPTZ(3),
    "acknowledged_by" UUID,

    CONSTRAINT "blocker_call_pkey" PRIMARY KEY ("ticket_id")
);

-- CreateIndex
CREATE INDEX "subscription_company_id_starts_on_idx" ON "subscription"("company_id", "starts_on");

-- CreateIndex
CREATE INDEX "sla_clock_started_at_idx" ON "sla_clock"("started_at");

-- CreateIndex
CREATE INDEX "on_call_rule_rung_idx" ON "on_call_rule"("rung");

-- CreateIndex
CREATE INDEX "on_call_swap_rung_ends_at_idx" ON "on_call_swap"("rung", "ends_at");

-- CreateIndex
CREATE INDEX "ticket_opened_at_idx" ON "ticket"("opened_at");

-- AddForeignKey
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_extends_id_fkey" FOREIGN KEY ("extends_id") REFERENCES "subscription"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sla_clock" ADD CONSTRAINT "sla_clock_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sla_warning" ADD CONSTRAINT "sla_warning_ticket_id_kind_cycle_fkey" FOREIGN KEY ("ticket_id", "kind", "cycle") REFERENCES "sla_clock"("ticket_id", "kind", "cycle") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consent" ADD CONSTRAINT "consent_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consent" ADD CONSTRAINT "consent_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "on_call_rule" ADD CONSTRAINT "on_call_rule_engineer_id_fkey" FOREIGN KEY ("engineer_id") REFERENCES "engineer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "on_call_swap" ADD CONSTRAINT "on_call_swap_engineer_id_fkey" FOREIGN KEY ("engineer_id") REFERENCES "engineer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "blocker_call" ADD CONSTRAINT "blocker_call_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "blocker_call" ADD CONSTRAINT "blocker_call_acknowledged_by_fkey" FOREIGN KEY ("acknowledged_by") REFERENCES "engineer"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What Prisma's schema language cannot say.
CREATE INDEX "sla_clock_look_again" ON "sla_clock" ("look_again_at") WHERE "look_again_at" IS NOT NULL;
CREATE INDEX "ticket_solving" ON "ticket" ("solving_order", "due_at", "opened_at", "number") WHERE "status" IN ('open', 'waiting');
CREATE INDEX "blocker_call_next" ON "blocker_call" ("next_at") WHERE "next_at" IS NOT NULL;
ALTER TABLE "on_call_rule" ADD CONSTRAINT "on_call_rule_rung" CHECK ("rung" IN (1, 2));
ALTER TABLE "on_call_swap" ADD CONSTRAINT "on_call_swap_order" CHECK ("starts_at" < "ends_at");
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_order" CHECK ("ends_on" IS NULL OR "starts_on" <= "ends_on");
