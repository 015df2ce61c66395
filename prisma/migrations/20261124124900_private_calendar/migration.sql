-- CreateTable
CREATE TABLE "busy_calendar" (
    "member_id" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "sealed_address" TEXT NOT NULL,
    "connected_at" TIMESTAMPTZ(3) NOT NULL,
    "last_read_at" TIMESTAMPTZ(3),
    "whole_at" TIMESTAMPTZ(3),
    "whole_zone" TEXT,
    "whole_unread" INTEGER,
    "whole_etag" TEXT,
    "trouble" TEXT,
    "failures" INTEGER NOT NULL,
    "told_at" TIMESTAMPTZ(3),
    "tried_at" TIMESTAMPTZ(3),
    "next_read_at" TIMESTAMPTZ(3) NOT NULL,
    "claim_id" TEXT,
    "lease_until" TIMESTAMPTZ(3),

    CONSTRAINT "busy_calendar_pkey" PRIMARY KEY ("member_id")
);

-- CreateTable
CREATE TABLE "busy_time" (
    "member_id" TEXT NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "until_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "busy_time_pkey" PRIMARY KEY ("member_id","from_at")
);

-- CreateIndex
CREATE INDEX "busy_calendar_next_read_at_idx" ON "busy_calendar"("next_read_at");

-- CreateIndex
CREATE INDEX "busy_time_until_at_idx" ON "busy_time"("until_at");

-- AddForeignKey
ALTER TABLE "busy_calendar" ADD CONSTRAINT "busy_calendar_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "busy_time" ADD CONSTRAINT "busy_time_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "busy_calendar"("member_id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- As everywhere: references are checked when a transaction ends, so that its writes may come in any order.
ALTER TABLE "busy_calendar" ALTER CONSTRAINT "busy_calendar_member_id_fkey" DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "busy_time" ALTER CONSTRAINT "busy_time_member_id_fkey" DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE "busy_time" ADD CONSTRAINT "busy_time_order_check" CHECK ("from_at" < "until_at");
-- Nothing that could be read as an address is ever written here.
ALTER TABLE "busy_calendar" ADD CONSTRAINT "busy_calendar_sealed_check" CHECK ("sealed_address" ~ '^[A-Za-z0-9+/]+={0,2}$');
