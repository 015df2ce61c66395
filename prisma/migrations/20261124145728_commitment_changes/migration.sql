-- AlterTable
ALTER TABLE "commitment" ADD COLUMN     "amendment" JSONB,
ADD COLUMN     "before_commitment_id" TEXT,
ADD COLUMN     "before_meeting_id" TEXT,
ADD COLUMN     "every" TEXT,
ADD COLUMN     "previous_id" TEXT,
ADD COLUMN     "proposed_by_town_id" TEXT;

-- So far only the owner's town could offer something.
UPDATE "commitment" SET "proposed_by_town_id" = "owner_town_id";
ALTER TABLE "commitment" ALTER COLUMN "proposed_by_town_id" SET NOT NULL;

-- CreateTable
CREATE TABLE "commitment_change" (
    "commitment_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "twinning_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "member_id" TEXT,
    "town_id" TEXT,
    "reason" TEXT,
    "standing" JSONB NOT NULL,

    CONSTRAINT "commitment_change_pkey" PRIMARY KEY ("commitment_id","version")
);

-- CreateIndex
CREATE INDEX "commitment_change_twinning_id_at_idx" ON "commitment_change"("twinning_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "commitment_previous_id_key" ON "commitment"("previous_id");

-- CreateIndex
CREATE INDEX "commitment_before_meeting_id_idx" ON "commitment"("before_meeting_id");

-- CreateIndex
CREATE INDEX "commitment_before_commitment_id_idx" ON "commitment"("before_commitment_id");

-- AddForeignKey
ALTER TABLE "commitment" ADD CONSTRAINT "commitment_proposed_by_town_id_fkey" FOREIGN KEY ("proposed_by_town_id") REFERENCES "town"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "commitment" ADD CONSTRAINT "commitment_before_meeting_id_fkey" FOREIGN KEY ("before_meeting_id") REFERENCES "meeting"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "commitment" ADD CONSTRAINT "commitment_before_commitment_id_fkey" FOREIGN KEY ("before_commitment_id") REFERENCES "commitment"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "commitment" ADD CONSTRAINT "commitment_previous_id_fkey" FOREIGN KEY ("previous_id") REFERENCES "commitment"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "commitment_change" ADD CONSTRAINT "commitment_change_commitment_id_fkey" FOREIGN KEY ("commitment_id") REFERENCES "commitment"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "commitment_change" ADD CONSTRAINT "commitment_change_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "commitment_change" ADD CONSTRAINT "commitment_change_town_id_fkey" FOREIGN KEY ("town_id") REFERENCES "town"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- As everywhere: references are checked when a transaction ends, so that its writes may come in any order.
ALTER TABLE "commitment" ALTER CONSTRAINT "commitment_proposed_by_town_id_fkey" DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "commitment" ALTER CONSTRAINT "commitment_before_meeting_id_fkey" DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "commitment" ALTER CONSTRAINT "commitment_before_commitment_id_fkey" DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "commitment" ALTER CONSTRAINT "commitment_previous_id_fkey" DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "commitment_change" ALTER CONSTRAINT "commitment_change_commitment_id_fkey" DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "commitment_change" ALTER CONSTRAINT "commitment_change_member_id_fkey" DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "commitment_change" ALTER CONSTRAINT "commitment_change_town_id_fkey" DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE "commitment" ADD CONSTRAINT "commitment_before_check" CHECK (
  num_nonnulls("before_meeting_id", "before_commitment_id") <= 1
);
ALTER TABLE "commitment_change" ADD CONSTRAINT "commitment_change_version_check" CHECK ("version" > 0);

-- The history of what is there already begins with how it stands now: what it was before was not kept.
INSERT INTO "commitment_change" ("commitment_id", "version", "twinning_id", "at", "kind", "member_id", "town_id", "reason", "standing")
SELECT c."id", c."version", c."twinning_id", c."changed_at", 'add', c."offered_by_id", c."owner_town_id", c."reason",
  jsonb_strip_nulls(jsonb_build_object(
    'what', c."what",
    'dueOn', c."due_on",
    'owner', CASE WHEN c."owner_member_id" IS NULL
      THEN jsonb_build_object('type', 'office', 'office', c."owner_office")
      ELSE jsonb_build_object('type', 'member', 'memberId', c."owner_member_id") END,
    'toTownIds', (
      SELECT coalesce(jsonb_agg(b."town_id" ORDER BY b."position"), '[]'::jsonb)
      FROM "commitment_beneficiary" b WHERE b."commitment_id" = c."id"
    ),
    'theme', c."theme",
    'state', c."state",
    'proposedByTownId', c."owner_town_id",
    'reason', c."reason",
    'answeredById', c."answered_by_id",
    'confirmedById', c."confirmed_by_id"
  ))
FROM "commitment" c;
