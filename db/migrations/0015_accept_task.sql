-- Records an order of the built-in engine in one round trip: task and charge together, or neither. Each
-- statement of a function sees what was committed before it, so the balance is read after the account's
-- row is locked, and two requests can't spend the same credits. False where the balance is too low.
CREATE FUNCTION "engine_accept_task"(
  "account" uuid, "task" text, "mode" text, "prompt" text, "ratio" text, "images" jsonb, "seed" integer,
  "price" integer, "charge" uuid
) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  IF price > 0 THEN
    PERFORM 1 FROM engine_accounts a WHERE a.id = account FOR NO KEY UPDATE;
    IF (SELECT coalesce(sum(c.credits), 0) FROM engine_credits c WHERE c.account_id = account) < price THEN
      RETURN false;
    END IF;
  END IF;
  INSERT INTO engine_tasks (id, account_id, mode, prompt, ratio, images, seed, state, consumed_credits)
    VALUES (task, account, mode, prompt, ratio, images, seed, 'pending', price);
  IF price > 0 THEN
    INSERT INTO engine_credits (id, account_id, kind, credits, task_id)
      VALUES (charge, account, 'charge', -price, task);
  END IF;
  RETURN true;
END $$;
