-- AlterTable
ALTER TABLE "twinning_settings" ADD COLUMN     "silence_weeks" INTEGER;

-- CreateTable
CREATE TABLE "programme" (
    "id" TEXT NOT NULL,
    "twinning_id" TEXT NOT NULL,
    "template" TEXT NOT NULL,
    "on_day" TEXT NOT NULL,
    "host_town_id" TEXT NOT NULL,
    "guest_town_ids" TEXT[],
    "planned_by_id" TEXT NOT NULL,
    "planned_by_town_id" TEXT NOT NULL,
    "left_out" TEXT[],
    "past" TEXT NOT NULL,
    "deadlines" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "commitment_ids" TEXT[],
    "step_ids" TEXT[],
    "kept" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "programme_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "programme_twinning_id_state_idx" ON "programme"("twinning_id", "state");

-- CreateIndex
CREATE INDEX "programme_commitment_ids_idx" ON "programme" USING GIN ("commitment_ids");

-- CreateIndex
CREATE INDEX "audit_entry_twinning_id_town_id_at_idx" ON "audit_entry"("twinning_id", "town_id", "at");

-- AddForeignKey
ALTER TABLE "programme" ADD CONSTRAINT "programme_twinning_id_fkey" FOREIGN KEY ("twinning_id") REFERENCES "twinning"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "programme" ADD CONSTRAINT "programme_host_town_id_fkey" FOREIGN KEY ("host_town_id") REFERENCES "town"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "programme" ADD CONSTRAINT "programme_planned_by_id_fkey" FOREIGN KEY ("planned_by_id") REFERENCES "member"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "programme" ADD CONSTRAINT "programme_planned_by_town_id_fkey" FOREIGN KEY ("planned_by_town_id") REFERENCES "town"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- As everywhere: references are checked when a transaction ends, so that its writes may come in any order.
ALTER TABLE "programme" ALTER CONSTRAINT "programme_twinning_id_fkey" DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "programme" ALTER CONSTRAINT "programme_host_town_id_fkey" DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "programme" ALTER CONSTRAINT "programme_planned_by_id_fkey" DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "programme" ALTER CONSTRAINT "programme_planned_by_town_id_fkey" DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE "programme" ADD CONSTRAINT "programme_on_day_check" CHECK ("on_day" ~ '^\d{4}-\d\d-\d\d$');
ALTER TABLE "programme" ADD CONSTRAINT "programme_past_check" CHECK ("past" IN ('leave-out', 'now'));
ALTER TABLE "programme" ADD CONSTRAINT "programme_state_check" CHECK ("state" IN ('draft', 'offered'));
ALTER TABLE "programme" ADD CONSTRAINT "programme_parts_check" CHECK (cardinality("commitment_ids") = cardinality("step_ids"));
ALTER TABLE "twinning_settings" ADD CONSTRAINT "twinning_settings_silence_weeks_check" CHECK ("silence_weeks" BETWEEN 0 AND 52);
