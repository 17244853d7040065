import { Fragment, type ReactNode } from "react";

interface FactTableProps {
  columns: readonly string[];
  /** Cells in the order of the columns; the first is the row's head. */
  rows: readonly { key: string; cells: readonly ReactNode[] }[];
}

/** A plain table of facts, scrolling sideways where the window is narrow. */
export function FactTable({ columns, rows }: FactTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
    <section tabIndex={0} aria-label={columns.join(", ")} className="overflow-x-auto rounded-control">
      <table className="w-full text-left text-xs">
        <thead>
          <tr className="border-b border-gray-6 text-gray-11">
            {columns.map((column) => (
              <th key={column} scope="col" className="py-2 pr-4 font-medium last:pr-0">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells: [head, ...cells] }) => (
            <tr key={key} className="border-b border-gray-6 align-top last:border-b-0">
              <th scope="row" className="py-2 pr-4 font-normal whitespace-nowrap">
                {head}
              </th>
              {cells.map((cell, index) => (
                <td key={index} className="py-2 pr-4 last:min-w-40 last:pr-0 last:text-pretty">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** A word of the API in the middle of a sentence or cell; a long one may be broken behind each underscore. */
export function Code({ children }: { children: ReactNode }) {
  if (typeof children !== "string") return <code className="font-mono text-xs">{children}</code>;
  const parts = children.split(/(?<=_)/);
  return (
    <code className="font-mono text-xs">
      {parts.map((part, index) => (
        <Fragment key={index}>
          {index > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </code>
  );
}
