// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { routeOf, type Route } from '../navigation/routes.ts'
import { useReturnToList } from './useReturnToList.ts'

afterEach(cleanup)

function Page({ route, list }: { route: Route; list: readonly string[] }) {
  useReturnToList(route)
  return (
    <>
      <nav className="shell-list">
        <button>New</button>
        {list.map((id) => (
          <a key={id} href={`/c/${id}`}>
            {id}
          </a>
        ))}
      </nav>
      {route.kind !== 'home' && <button autoFocus>Back</button>}
      <input aria-label="Elsewhere" />
    </>
  )
}

const home = routeOf('/')

test.each([
  ['the row of the closed conversation', '/c/b', ['a', 'b'], 'b'],
  ['the first row, when that row is gone', '/c/b', ['a', 'c'], 'a'],
  ['the button for a new conversation, when the list is empty', '/c/b', [], 'New'],
])('back in the list, the focus is at %s', (_, from, list, expected) => {
  const { rerender } = render(<Page route={routeOf(from)} list={['a', 'b', 'c']} />)
  rerender(<Page route={home} list={list} />)
  expect(document.activeElement?.textContent).toBe(expected)
})

test('a focus elsewhere on the page stays where it is', () => {
  const { rerender } = render(<Page route={routeOf('/c/b')} list={['b']} />)
  screen.getByRole('textbox').focus()
  rerender(<Page route={home} list={['b']} />)
  expect(document.activeElement).toBe(screen.getByRole('textbox'))
})

test('a page that has just loaded does not move the focus', () => {
  render(<Page route={home} list={['b']} />)
  expect(document.activeElement).toBe(document.body)
})
