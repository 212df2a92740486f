/** 0:05, 12:30. The same in every language. */
export function clockOf(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** For people who listen to the page: "5 seconds". */
export function spokenOf(
  milliseconds: number,
  labels: { minutes: (minutes: number, seconds: number) => string },
): string {
  const seconds = Math.round(milliseconds / 1000)
  return labels.minutes(Math.floor(seconds / 60), seconds % 60)
}
