/** Called by Next.js once, before the first request; not while building. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { serve } = await import("#lib/jobs/serve");
  await serve();
}
