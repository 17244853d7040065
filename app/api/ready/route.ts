export const dynamic = "force-dynamic";

/** `GET /api/ready`: answered as soon as the server takes requests; it waits for nothing else. */
export function GET(): Response {
  return new Response(null, { status: 204, headers: { "Cache-Control": "no-store" } });
}
