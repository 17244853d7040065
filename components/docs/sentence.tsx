import { Fragment } from "react";

/** Names of HTTP headers: `X-Request-Id`. */
const HEADER_NAME = /([A-Z][A-Za-z]*(?:-[A-Z][A-Za-z]*)+)/;

/** A sentence in which names of headers are not broken at their hyphens. */
export function Sentence({ children }: { children: string }) {
  return children
    .split(HEADER_NAME)
    .map((part, index) => (
      <Fragment key={index}>{index % 2 === 1 ? <span className="whitespace-nowrap">{part}</span> : part}</Fragment>
    ));
}
