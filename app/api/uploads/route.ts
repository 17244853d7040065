import { UPLOAD_MAX_BYTES } from "#lib/domain/uploads";
import { postRoute } from "#lib/http/route";
import { createUpload } from "#lib/uploads/create-upload";

/** `POST /api/uploads`: the bytes of a picture become a start image; answers with its address and size. */
export const POST = postRoute("POST /api/uploads", { maxBytes: UPLOAD_MAX_BYTES }, (body, { user }) =>
  createUpload(user.id, body),
);
