import type { ReactNode } from "react";
import { MessagesFor } from "#components/messages-for";

export default function AuthLayout({ children }: { children: ReactNode }) {
  return <MessagesFor namespaces={["common", "auth", "errors", "nav"]}>{children}</MessagesFor>;
}
