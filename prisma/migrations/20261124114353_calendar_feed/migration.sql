-- AlterTable
ALTER TABLE "meeting" ADD COLUMN     "revised_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "calendar_feed" (
    "id" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "member_id" TEXT,
    "space_id" TEXT,
    "current_of" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "last_fetched_at" TIMESTAMPTZ(3),
    "content_digest" TEXT,
    "content_since" TIMESTAMPTZ(3),

    CONSTRAINT "calendar_feed_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "signing_key" (
    "name" TEXT NOT NULL,
    "key" TEXT NOT NULL,

    CONSTRAINT "signing_key_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE UNIQUE INDEX "calendar_feed_digest_key" ON "calendar_feed"("digest");

-- CreateIndex
CREATE UNIQUE INDEX "calendar_feed_current_of_key" ON "calendar_feed"("current_of");

-- CreateIndex
CREATE INDEX "calendar_feed_member_id_idx" ON "calendar_feed"("member_id");

-- CreateIndex
CREATE INDEX "calendar_feed_space_id_idx" ON "calendar_feed"("space_id");

-- AddForeignKey
ALTER TABLE "calendar_feed" ADD CONSTRAINT "calendar_feed_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "calendar_feed" ADD CONSTRAINT "calendar_feed_space_id_fkey" FOREIGN KEY ("space_id") REFERENCES "space"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- As everywhere: references are checked when a transaction ends, so that its writes may come in any order.
ALTER TABLE "calendar_feed" ALTER CONSTRAINT "calendar_feed_member_id_fkey" DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "calendar_feed" ALTER CONSTRAINT "calendar_feed_space_id_fkey" DEFERRABLE INITIALLY DEFERRED;

-- Somebody's, and nobody has two addresses that lead somewhere.
ALTER TABLE "calendar_feed" ADD CONSTRAINT "calendar_feed_owner_check" CHECK (num_nonnulls("member_id", "space_id") = 1);
ALTER TABLE "calendar_feed" ADD CONSTRAINT "calendar_feed_current_check" CHECK (
  ("revoked_at" IS NULL) = ("current_of" IS NOT NULL)
);
ALTER TABLE "calendar_feed" ADD CONSTRAINT "calendar_feed_content_check" CHECK (
  ("content_digest" IS NULL) = ("content_since" IS NULL)
);
