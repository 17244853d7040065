-- The engine's ledger is append-only too: a correction is a new entry, never an edit.
CREATE TRIGGER engine_credits_append_only BEFORE UPDATE OR DELETE ON "engine_credits"
FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change();
