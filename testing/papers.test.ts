import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { clientOrder, serverOrder } from './rooms.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const papers = execFileSync('git', ['ls-files', '*.md'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((path) => path !== '' && existsSync(join(root, path)))

const headingId = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-')

const headingsOf = (text: string) =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => headingId(heading))

/** Relative links of a paper without a target. */
function deadLinks(paper: string): string[] {
  const text = readFileSync(join(root, paper), 'utf8')
  const links = [...text.matchAll(/\]\(([^)\s]+)\)|^\[[^\]]+\]: (\S+)$/gm)].map(
    ([, inline, listed]) => inline ?? listed ?? '',
  )
  return links.filter((link) => {
    if (/^[a-z]+:/.test(link)) return false
    const [path = '', anchor] = link.split('#')
    const target = path === '' ? paper : normalize(join(dirname(paper), path))
    if (!existsSync(join(root, target))) return true
    return (
      anchor !== undefined && !headingsOf(readFileSync(join(root, target), 'utf8')).includes(anchor)
    )
  })
}

/** Paths in backticks that begin with a folder of the repository and do not exist. */
function deadPaths(paper: string): string[] {
  const text = readFileSync(join(root, paper), 'utf8')
  const room = /`((?:wire|client|server|supabase|scripts|testing|e2e|bench|docs)\/[\w./-]*)`/g
  return [...text.matchAll(room)]
    .map(([, path = '']) => path)
    .filter((path) => !existsSync(join(root, path)))
}

test('every link in the papers has a target', () => {
  expect(papers.length).toBeGreaterThan(10)
  const dead = papers.flatMap((paper) => deadLinks(paper).map((link) => `${paper}: ${link}`))
  expect(dead).toEqual([])
})

test('every path that the papers name exists', () => {
  const dead = papers.flatMap((paper) => deadPaths(paper).map((path) => `${paper}: ${path}`))
  expect(dead).toEqual([])
})

/** The rooms that a table of docs/architecture.md lists, without the endings of files. */
function roomsIn(heading: string): string[] {
  const text = readFileSync(join(root, 'docs/architecture.md'), 'utf8')
  const section = text.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? ''
  return [...section.matchAll(/^\| (`[^|]*`) +\|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, room = '']) => room.replace(/\.tsx?$/, '')),
  )
}

test('the papers list the rooms in the order that the test of arrows holds', () => {
  expect(roomsIn("The client's rooms")).toEqual(clientOrder.filter((room) => room !== 'testing'))
  expect(roomsIn("The server's rooms")).toEqual(serverOrder)
})
