-- CreateIndex
CREATE INDEX "audit_entry_twinning_id_at_id_idx" ON "audit_entry"("twinning_id", "at", "id");
