import type { ReactNode } from "react";

interface MessagePageProps {
  title: string;
  text: string;
  action?: ReactNode;
}

/** A page with nothing but a sentence and a way on. */
export function MessagePage({ title, text, action }: MessagePageProps) {
  return (
    <div className="m-auto flex w-full max-w-[44ch] flex-col items-center gap-3 px-6 py-16 text-center">
      <h1 className="text-lg font-semibold">{title}</h1>
      <p className="text-sm text-balance text-gray-11">{text}</p>
      {action}
    </div>
  );
}
