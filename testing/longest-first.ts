import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Each takes as long as dozens of others. */
const LONGEST = [
  'testing/model/sync-model.stack.test.ts',
  'scripts/local/start.stack.test.ts',
  'testing/faults/blackhole.stack.test.ts',
]

/** Begins with the longest files. One that began last would run alone at the end, while other cores wait. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = LONGEST.findIndex((file) => moduleId.endsWith(file))
      return place === -1 ? LONGEST.length : place
    }
    const sorted = await super.sort(files)
    return sorted.toSorted((a, b) => rank(a) - rank(b))
  }
}
