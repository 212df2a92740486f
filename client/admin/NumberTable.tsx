interface NumberTableProps {
  label: string
  head: readonly string[]
  /** The first cell names the row. */
  rows: readonly (readonly (string | number)[])[]
}

/** A long table scrolls in its own box, also by keyboard. */
export function NumberTable({ label, head, rows }: NumberTableProps) {
  return (
    <div
      role="region"
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable by keyboard
      tabIndex={0}
      className="max-h-72 overflow-auto rounded-control"
    >
      <table className="w-full text-sm tabular-nums">
        <thead className="sticky top-0 bg-bg text-muted">
          <tr>
            {head.map((name, place) => (
              <th
                key={name}
                scope="col"
                className={
                  place === 0
                    ? 'py-1 pe-4 text-start font-medium'
                    : 'py-1 ps-4 text-end font-medium'
                }
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, line) => (
            <tr key={`${line} ${row[0]}`} className="border-t border-line">
              {row.map((cell, place) =>
                place === 0 ? (
                  <th
                    key={head[place]}
                    scope="row"
                    className="py-1 pe-4 text-start font-normal [overflow-wrap:anywhere]"
                  >
                    {cell}
                  </th>
                ) : (
                  <td key={head[place]} className="py-1 ps-4 text-end">
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
