/** `path` if it stays on this site, otherwise the home page: a sign-in link must not lead anywhere else. */
export function localPath(path: string | undefined): string {
  if (!path?.startsWith("/") || /[\\\s]/.test(path)) return "/";
  const anywhere = "http://localhost";
  const url = URL.canParse(path, anywhere) ? new URL(path, anywhere) : undefined;
  return url && url.origin === anywhere && !path.startsWith("//") ? `${url.pathname}${url.search}` : "/";
}
