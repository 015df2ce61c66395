-- AlterTable
ALTER TABLE "ballot" ADD COLUMN     "recorded_by_id" TEXT;

-- AlterTable
ALTER TABLE "meeting" ADD COLUMN     "replaced_by" INTEGER,
ADD COLUMN     "replaces" INTEGER,
ADD COLUMN     "required_ids" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateTable
CREATE TABLE "twinning_settings" (
    "twinning_id" TEXT NOT NULL,
    "quorum" JSONB,
    "video_link" TEXT,

    CONSTRAINT "twinning_settings_pkey" PRIMARY KEY ("twinning_id")
);

-- AddForeignKey
ALTER TABLE "ballot" ADD CONSTRAINT "ballot_recorded_by_id_fkey" FOREIGN KEY ("recorded_by_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "twinning_settings" ADD CONSTRAINT "twinning_settings_twinning_id_fkey" FOREIGN KEY ("twinning_id") REFERENCES "twinning"("id") ON DELETE CASCADE ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;

-- By hand: the foreign keys above are checked when a transaction ends, like all others. A poll replaces an earlier one.
ALTER TABLE "meeting" ADD CONSTRAINT "meeting_replaces_check" CHECK ("replaces" < "number" AND "replaced_by" > "number");
