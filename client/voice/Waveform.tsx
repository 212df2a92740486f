/** The bars of a recording. Those before `part`, from 0 to 1, have been heard. */
export function Waveform({ bars, part }: { bars: readonly number[]; part: number }) {
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${bars.length * 3} 24`}
      preserveAspectRatio="none"
      className="h-full w-full"
    >
      {bars.map((level, index) => {
        const height = 2 + (level / 255) * 22
        return (
          <rect
            // oxlint-disable-next-line react/no-array-index-key -- a bar is its place
            key={index}
            x={index * 3}
            y={12 - height / 2}
            width={2}
            height={height}
            rx={1}
            fill="currentColor"
            opacity={(index + 0.5) / bars.length <= part ? 1 : 0.35}
          />
        )
      })}
    </svg>
  )
}
