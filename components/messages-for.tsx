import { type Messages, NextIntlClientProvider } from "next-intl";
import { getMessages } from "next-intl/server";
import type { ReactNode } from "react";

interface MessagesForProps {
  /** What the browser's code of these pages says; what is drawn on the server needs none. */
  namespaces: readonly (keyof Messages)[];
  children: ReactNode;
}

/** Gives the browser the words of these namespaces and no others: strangers need none of the studio's. */
export async function MessagesFor({ namespaces, children }: MessagesForProps) {
  const messages = await getMessages();
  return (
    <NextIntlClientProvider messages={Object.fromEntries(namespaces.map((name) => [name, messages[name]]))}>
      {children}
    </NextIntlClientProvider>
  );
}
