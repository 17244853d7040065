import { v4 as uuidv4 } from "uuid";
import { expect, it } from "vitest";
import { apiAccessOf, createApiKey, revokeApiKey } from "#lib/accounts/api-access";
import { grantEngineCredits, listEngineUsers, setEnginePlan } from "#lib/accounts/engine-accounts";
import { listStudioConnections } from "#lib/accounts/studio-connections";
import { newAccount } from "#tests/support/accounts";
import { describeOnBothDatabases } from "#tests/support/test-database";

describeOnBothDatabases("a user's accounts on the built-in engine", () => {
  it("begin with the first key, which is shown once and ended by its owner alone", async () => {
    const { userId } = await newAccount();
    const { userId: other } = await newAccount();
    expect(await apiAccessOf(userId)).toEqual({ account: null, keys: [] });
    const { view, secret } = await createApiKey(userId, "Laptop");
    expect(secret.startsWith(view.prefix)).toBe(true);
    const access = await apiAccessOf(userId);
    expect(access).toEqual({ account: { plan: "free", balanceCredits: 4_000 }, keys: [view] });
    expect(JSON.stringify(access)).not.toContain(secret);
    await expect(revokeApiKey(other, view.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await revokeApiKey(userId, view.id);
    expect((await apiAccessOf(userId)).keys).toEqual([]);
  });

  it("get their plan and credits from the administrator, before the first key too", async () => {
    const { userId } = await newAccount();
    await setEnginePlan(userId, "api", "pro");
    expect(await grantEngineCredits(uuidv4(), { userId, kind: "api", credits: 500 })).toBe(4_500);
    expect((await apiAccessOf(userId)).account).toEqual({ plan: "pro", balanceCredits: 4_500 });
    const overdraft = grantEngineCredits(uuidv4(), { userId, kind: "api", credits: -5_000 });
    await expect(overdraft).rejects.toMatchObject({ code: "INVALID_INPUT" });
    const listed = (await listEngineUsers()).find((user) => user.userId === userId);
    expect(listed).toMatchObject({ api: { plan: "pro", balanceCredits: 4_500 }, studio: { balanceCredits: null } });
    await expect(setEnginePlan(uuidv4(), "api", "pro")).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("count no credits for previews unless they are asked to", async () => {
    const { userId } = await newAccount();
    expect(await listStudioConnections(userId)).toMatchObject([{ kind: "preview", previewCredits: null }]);
  });
});
