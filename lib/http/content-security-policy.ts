/**
 * The policy of every page: scripts by nonce only, everything else from this server, but videos also from
 * `videoOrigin`, where they are kept in a bucket. Inline style attributes are allowed (placeholders and
 * aspect ratios are computed); style elements need the nonce.
 */
export function contentSecurityPolicy(nonce: string, isDevelopment: boolean, videoOrigin: string | null): string {
  const directives = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    isDevelopment ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    `media-src 'self' blob:${videoOrigin ? ` ${videoOrigin}` : ""}`,
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return directives.join("; ");
}
