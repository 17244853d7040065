import type { ReactNode } from "react";

/** A page of words and tables: one column of a readable width under its title. */
export function PageFrame({ title, wide = false, children }: { title: string; wide?: boolean; children: ReactNode }) {
  return (
    <div className={`mx-auto flex w-full flex-col gap-6 px-4 py-6 ${wide ? "max-w-[1040px]" : "max-w-[680px]"}`}>
      <h1 className="text-lg font-semibold">{title}</h1>
      {children}
    </div>
  );
}

/** One matter of a page, in a hairline box. */
export function Panel({ title, text, children }: { title: string; text?: ReactNode; children?: ReactNode }) {
  return (
    <section className="flex flex-col gap-4 rounded-card border border-gray-6 bg-gray-2 p-4 md:p-5">
      <div>
        <h2 className="text-base font-medium">{title}</h2>
        {text ? <p className="mt-1 text-xs text-gray-11">{text}</p> : null}
      </div>
      {children}
    </section>
  );
}
