-- The login of the linked WhatsApp account: who may use it, and its secrets, sealed.
-- CreateTable
CREATE TABLE "whatsapp_lease" (
    "account" TEXT NOT NULL,
    "fence" INTEGER NOT NULL,
    "taken_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "whatsapp_lease_pkey" PRIMARY KEY ("account")
);

-- CreateTable
CREATE TABLE "whatsapp_credentials" (
    "account" TEXT NOT NULL,
    "format_version" INTEGER NOT NULL,
    "sealed" BYTEA NOT NULL,
    "fence" INTEGER NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "whatsapp_credentials_pkey" PRIMARY KEY ("account")
);

-- CreateTable
CREATE TABLE "whatsapp_key" (
    "account" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "fence" INTEGER NOT NULL,

    CONSTRAINT "whatsapp_key_pkey" PRIMARY KEY ("account", "type", "id")
);
