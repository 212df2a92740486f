// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { Choices } from './Choices.tsx'
import { Switch } from './Switch.tsx'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

/** As in a browser: React does what is urgent before the next event, and a transition later. */
async function click(...names: string[]) {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', false)
  for (const name of names) {
    screen.getByLabelText(name).click()
    await Promise.resolve()
  }
}

test('a button that is pressed right after a choice knows the choice', async () => {
  const make = vi.fn()
  function Form() {
    const [people, setPeople] = useState<'any' | 'one'>('any')
    const [isOpen, setOpen] = useState(false)
    const choices = [
      { value: 'any', label: 'Any number' },
      { value: 'one', label: 'One person' },
    ] as const
    return (
      <>
        <Choices label="People" choices={choices} value={people} onChange={setPeople} />
        <Switch label="Open" checked={isOpen} onChange={setOpen} />
        <button aria-label="Make" onClick={() => make(people, isOpen)} />
      </>
    )
  }
  render(<Form />)
  await click('One person', 'Make', 'Open', 'Make')
  expect(make.mock.calls).toEqual([
    ['one', false],
    ['one', true],
  ])
})
