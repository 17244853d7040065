import { databaseAnswers } from "#db/client";

export const dynamic = "force-dynamic";

/** `GET /api/health`: whether the server and its database answer. */
export async function GET(): Promise<Response> {
  const healthy = await databaseAnswers();
  return Response.json(
    { status: healthy ? "ok" : "down" },
    { status: healthy ? 200 : 503, headers: { "Cache-Control": "no-store" } },
  );
}
