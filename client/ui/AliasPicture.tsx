const CELLS = 5

/** A picture of 5 × 5 cells that is the same on both sides. It is drawn from the alias alone. */
export default function AliasPicture({ id }: { id: string }) {
  const digits = id.replaceAll('-', '')
  const hue = parseInt(digits.slice(-4), 16) % 360
  const half = Math.ceil(CELLS / 2)
  const filled = (x: number, y: number) =>
    parseInt(digits[Math.min(x, CELLS - 1 - x) + y * half] ?? '0', 16) % 2 === 0
  const cells = Array.from({ length: CELLS * CELLS }, (_, n) => [n % CELLS, Math.floor(n / CELLS)])
  return (
    <svg
      viewBox="-1 -1 7 7"
      className="size-full rounded-control"
      style={{
        backgroundColor: `light-dark(oklch(0.91 0.04 ${hue}), oklch(0.3 0.05 ${hue}))`,
        color: `light-dark(oklch(0.45 0.12 ${hue}), oklch(0.8 0.1 ${hue}))`,
      }}
    >
      {cells.map(([x = 0, y = 0]) =>
        filled(x, y) ? (
          <rect key={`${x} ${y}`} x={x} y={y} width="1.02" height="1.02" fill="currentColor" />
        ) : null,
      )}
    </svg>
  )
}
