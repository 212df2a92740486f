/** A line of a chart. A value is null where there is nothing to show. */
export interface Series {
  name: string
  values: readonly (number | null)[]
}

/** The smallest of 2, 4, 10, 20, 40, 100 … that is not below the values. Half of it is a whole number too. */
export function topOf(series: readonly Series[]): number {
  const most = Math.max(1, ...series.flatMap(({ values }) => values.map((value) => value ?? 0)))
  const size = 10 ** Math.floor(Math.log10(most))
  return [1, 2, 4, 10].map((step) => step * size).find((top) => top >= most && top > 1) ?? most
}

/**
 * The path of a line in a box of 100 by 100 whose origin is at the top. A missing value breaks the line. A value without
 * neighbours is a line of no length, which a round end makes visible.
 */
export function pathOf(values: readonly (number | null)[], top: number): string {
  const last = Math.max(1, values.length - 1)
  let isDrawing = false
  return values
    .map((value, place) => {
      if (value === null) {
        isDrawing = false
        return ''
      }
      const at = `${round((place / last) * 100)} ${round(100 - (value / top) * 100)}`
      const isAlone = !isDrawing && (values[place + 1] ?? null) === null
      const command = `${isDrawing ? 'L' : 'M'}${at}${isAlone ? `L${at}` : ''}`
      isDrawing = true
      return command
    })
    .join('')
}

const round = (value: number) => Math.round(value * 100) / 100
