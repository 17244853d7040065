const LOOK_EVERY_MS = 50;
const GIVE_UP_MS = 4_000;

/** Puts the cursor into the prompt bar, as soon as the page that has it is there. */
export async function focusPrompt(): Promise<void> {
  for (let waitedMs = 0; waitedMs < GIVE_UP_MS; waitedMs += LOOK_EVERY_MS) {
    const prompt = document.querySelector<HTMLTextAreaElement>("textarea[name=prompt]");
    if (prompt) return prompt.focus();
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
