-- How a messenger's connection stands: written by the one process that has it, read by every replica.
CREATE TABLE "channel_state" (
    "channel" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "reported_at" TIMESTAMPTZ(3) NOT NULL,
    "outage_since" TIMESTAMPTZ(3),
    "alerted_at" TIMESTAMPTZ(3),
    "alerted_for" TEXT,
    "outage_told_at" TIMESTAMPTZ(3),
    "last_inbound_at" TIMESTAMPTZ(3),
    "last_outbound_at" TIMESTAMPTZ(3),
    "breaker_until" TIMESTAMPTZ(3),
    "breaker_told_until" TIMESTAMPTZ(3),
    "figures" JSONB NOT NULL DEFAULT '{}',
    "request" TEXT,
    "request_detail" BYTEA,
    "requested_at" TIMESTAMPTZ(3),
    "requested_by" UUID,
    "requested_in" TEXT,
    "pairing" BYTEA,
    "pairing_until" TIMESTAMPTZ(3),
    "pairing_revision" INTEGER NOT NULL DEFAULT 0,
    "pairing_shown" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "channel_state_pkey" PRIMARY KEY ("channel","account")
);
