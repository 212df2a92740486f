// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react'
import { useRef } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { stage } from '../../testing/stage.tsx'
import { Options, type Option } from './Options.tsx'

afterEach(cleanup)

const option = (id: string, choose = vi.fn()): Option & { choose: typeof choose } => ({
  ...{ id, name: id, detail: '', face: null, choose },
})
const [apples, pears, plums] = [option('apples'), option('pears'), option('plums')]

const fruit = [apples, pears]

const drupes = [plums]

function Stage({ question = 'p', options = fruit, messages = drupes }) {
  const box = useRef<HTMLInputElement>(null)
  const groups = [
    { heading: 'Conversations', options },
    { heading: 'People', options: [] },
    { heading: 'Messages', options: messages },
  ]
  return (
    <>
      <input ref={box} role="combobox" aria-controls="found" aria-expanded={false} />
      <Options box={box} id="found" groups={groups} question={question} />
    </>
  )
}

test('the arrow keys move through the options of all groups while the box keeps the focus', () => {
  const { again } = stage(<Stage />)
  const box = screen.getByRole('combobox')
  box.focus()
  const active = () => {
    const selected = screen.getByRole('option', { selected: true }).id
    expect(box.getAttribute('aria-activedescendant')).toBe(selected)
    expect(document.activeElement).toBe(box)
    return selected
  }
  const press = (key: string, more = {}) => fireEvent.keyDown(box, { key, ...more })
  expect(active()).toBe('apples')
  press('ArrowDown')
  press('ArrowDown')
  expect(active()).toBe('plums')
  press('ArrowDown')
  expect(active()).toBe('plums')
  press('ArrowUp')
  expect(active()).toBe('pears')
  // An Enter that ends a composition chooses nothing.
  press('Enter', { keyCode: 229, isComposing: true })
  expect(pears.choose).not.toHaveBeenCalled()
  press('Enter')
  expect(pears.choose).toHaveBeenCalledOnce()
  // Another question begins at its best match, also when the previous option is still there.
  again(<Stage question="pl" />)
  expect(active()).toBe('apples')
  again(<Stage question="pl" options={[]} />)
  expect(active()).toBe('plums')
  expect(screen.getAllByRole('group').map((group) => group.getAttribute('aria-label'))).toEqual([
    'Messages',
  ])
  // Without an option there is no list, and the box names none as open.
  expect(box.getAttribute('aria-expanded')).toBe('true')
  again(<Stage question="pl" options={[]} messages={[]} />)
  expect(box.getAttribute('aria-expanded')).toBe('false')
  expect(box.hasAttribute('aria-activedescendant')).toBe(false)
})
