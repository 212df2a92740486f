/** In sessionStorage, so that only this tab has it. */
const KEY = 'parley-provider-begun'

/** This tab leaves for a provider, or does not leave after all. */
export function setLeaving(leaving: boolean): void {
  if (leaving) sessionStorage.setItem(KEY, '1')
  else sessionStorage.removeItem(KEY)
}

/** Whether this tab had left for a provider. The click that sent it there is the person's word. It counts once. */
export function takeReturn(): boolean {
  const hadLeft = sessionStorage.getItem(KEY) !== null
  setLeaving(false)
  return hadLeft
}
