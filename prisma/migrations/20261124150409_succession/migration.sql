-- AlterTable
ALTER TABLE "member" ADD COLUMN     "left_at" TIMESTAMPTZ(3),
ADD COLUMN     "left_why" TEXT;

-- AlterTable
ALTER TABLE "office" ADD COLUMN     "former_id" TEXT;

-- CreateTable
CREATE TABLE "handover" (
    "id" TEXT NOT NULL,
    "town_id" TEXT NOT NULL,
    "from_id" TEXT NOT NULL,
    "to_id" TEXT NOT NULL,
    "offices" TEXT[],
    "whole" BOOLEAN NOT NULL,
    "state" TEXT NOT NULL,
    "proposed_by_id" TEXT NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_by_id" TEXT,
    "answered_at" TIMESTAMPTZ(3),
    "promises" INTEGER,
    "meetings" INTEGER,
    "series" INTEGER,
    "reminders" INTEGER,

    CONSTRAINT "handover_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "handover_town_id_state_idx" ON "handover"("town_id", "state");

-- AddForeignKey
ALTER TABLE "office" ADD CONSTRAINT "office_former_id_fkey" FOREIGN KEY ("former_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "handover" ADD CONSTRAINT "handover_town_id_fkey" FOREIGN KEY ("town_id") REFERENCES "town"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "handover" ADD CONSTRAINT "handover_from_id_fkey" FOREIGN KEY ("from_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "handover" ADD CONSTRAINT "handover_to_id_fkey" FOREIGN KEY ("to_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "handover" ADD CONSTRAINT "handover_proposed_by_id_fkey" FOREIGN KEY ("proposed_by_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "handover" ADD CONSTRAINT "handover_answered_by_id_fkey" FOREIGN KEY ("answered_by_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE NO ACTION;

-- As everywhere: references are checked when a transaction ends, so that its writes may come in any order.
ALTER TABLE "office" ALTER CONSTRAINT "office_former_id_fkey" DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "handover" ALTER CONSTRAINT "handover_town_id_fkey" DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "handover" ALTER CONSTRAINT "handover_from_id_fkey" DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "handover" ALTER CONSTRAINT "handover_to_id_fkey" DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "handover" ALTER CONSTRAINT "handover_proposed_by_id_fkey" DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "handover" ALTER CONSTRAINT "handover_answered_by_id_fkey" DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE "member" ADD CONSTRAINT "member_left_check" CHECK (num_nulls("left_at", "left_why") IN (0, 2));
ALTER TABLE "member" ADD CONSTRAINT "member_left_why_check" CHECK ("left_why" IN ('removed', 'gone'));
ALTER TABLE "handover" ADD CONSTRAINT "handover_state_check" CHECK ("state" IN ('proposed', 'accepted', 'declined', 'withdrawn'));
ALTER TABLE "handover" ADD CONSTRAINT "handover_moved_check" CHECK (num_nulls("promises", "meetings", "series", "reminders") IN (0, 4));

-- A reminder or posting may be about a member, an office or a handover as well. Which words there are, the code knows;
-- what matters here is that the foreign key of a subject holds the subject's id, and no other subject has one.
ALTER TABLE "reminder" DROP CONSTRAINT "reminder_subject_check";
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_subject_check" CHECK (
  "meeting_id" IS NOT DISTINCT FROM CASE WHEN "subject_type" = 'meeting' THEN "subject_id" END
  AND "commitment_id" IS NOT DISTINCT FROM CASE WHEN "subject_type" = 'commitment' THEN "subject_id" END
);
ALTER TABLE "posting" DROP CONSTRAINT "posting_subject_check";
ALTER TABLE "posting" ADD CONSTRAINT "posting_subject_check" CHECK (
  "meeting_id" IS NOT DISTINCT FROM CASE WHEN "subject_type" = 'meeting' THEN "subject_id" END
  AND "commitment_id" IS NOT DISTINCT FROM CASE WHEN "subject_type" = 'commitment' THEN "subject_id" END
);
