import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { database } from "#db/client";
import { users } from "#db/schema/users";
import { transaction } from "#db/transaction";
import { boss } from "#lib/queue/boss";
import { enqueue } from "#lib/queue/enqueue";
import { describeOnBothDatabases } from "#tests/support/test-database";

const CONNECTION = "01890a5d-ac96-774b-bcce-b302099a8057";

describeOnBothDatabases("database", () => {
  it("throws at the outer handle inside a transaction instead of hanging", async () => {
    await expect(transaction(() => database())).rejects.toThrow("pass tx down");
  });

  it("keeps a job exactly when its transaction is kept", async () => {
    const queue = await boss();
    const failing = transaction(async (tx) => {
      await enqueue(tx, "turns", { connectionId: CONNECTION });
      throw new Error("rolled back");
    });
    await expect(failing).rejects.toThrow("rolled back");
    expect(await queue.findJobs("turns", { key: CONNECTION })).toHaveLength(0);

    await transaction(async (tx) => {
      await enqueue(tx, "turns", { connectionId: CONNECTION });
      await enqueue(tx, "turns", { connectionId: CONNECTION });
    });
    expect(await queue.findJobs("turns", { key: CONNECTION })).toHaveLength(1);
  });

  it("reads rows the same way on both drivers", async () => {
    const db = await database();
    const { rows } = await db.execute<{ n: number }>(sql`select count(*)::int as n from ${users}`);
    expect(rows).toEqual([{ n: 0 }]);
  });
});
