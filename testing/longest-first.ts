import { readFileSync } from 'node:fs'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Each takes as long as many others together. */
const LONGEST = [
  'testing/model/sync-model.stack.test.ts',
  'scripts/local/start.stack.test.ts',
  'testing/faults/blackhole.stack.test.ts',
  'server/http/shared-limits.stack.test.ts',
  'testing/database-rules/project-in-use.stack.test.ts',
  'testing/faults/database-killed.stack.test.ts',
  'testing/faults/faults.stack.test.ts',
  'testing/nodes/faults.stack.test.ts',
]

/**
 * Begins with the longest files. One that began last would run alone at the end, while other cores wait. The files that
 * need a page come together, because a worker that changes between page and no page has to start anew.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId, project }: TestSpecification) => {
      const place = LONGEST.findIndex((file) => moduleId.endsWith(file))
      if (place !== -1) return place
      if (project.name === 'stack') return LONGEST.length
      return LONGEST.length + (needsPage(moduleId) ? 1 : 2)
    }
    const sorted = await super.sort(files)
    const ranks = new Map(sorted.map((file) => [file, rank(file)]))
    return sorted.toSorted((a, b) => ranks.get(a)! - ranks.get(b)!)
  }
}

const needsPage = (file: string) => readFileSync(file, 'utf8').startsWith('// @vitest-environment')
