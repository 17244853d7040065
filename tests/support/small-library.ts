import { newAccount } from "#tests/support/accounts";
import { newGeneration } from "#tests/support/new-generation";

/** A new account with two videos of one prompt, and one of another. */
export async function newSmallLibrary() {
  const account = await newAccount();
  return {
    account,
    kite: await newGeneration(account, { prompt: "a red kite" }, [{ sizeBytes: 100 }, { sizeBytes: 200 }]),
    boat: await newGeneration(account, { prompt: "a boat" }, [{ sizeBytes: 300 }]),
  };
}
