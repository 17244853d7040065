import { CopyButton } from "#components/ui/copy-button";

interface CodeBlockProps {
  code: string;
  /** What the copy button says. */
  copyLabel: string;
  /** A name above the code, for example a file's. */
  caption?: string;
}

/** Code that can be copied, scrolling sideways rather than breaking its lines. */
export function CodeBlock({ code, copyLabel, caption }: CodeBlockProps) {
  return (
    <figure className="overflow-hidden rounded-control border border-gray-6 bg-gray-1">
      <figcaption className="flex min-h-9 items-center justify-between gap-2 border-b border-gray-6 py-0.5 pr-1 pl-3 text-xs text-gray-11">
        <span className="truncate font-mono">{caption}</span>
        <CopyButton text={code} label={copyLabel} />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard. */}
      <pre tabIndex={0} className="overflow-x-auto p-3 font-mono text-xs">
        <code>{code}</code>
      </pre>
    </figure>
  );
}
