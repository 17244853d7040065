import type { ReactNode } from "react";
import { MessagesFor } from "#components/messages-for";

export default function SharedLayout({ children }: { children: ReactNode }) {
  return <MessagesFor namespaces={["common", "auth", "errors", "shared"]}>{children}</MessagesFor>;
}
