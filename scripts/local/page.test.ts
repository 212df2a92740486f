import { expect, test } from 'vitest'
import { removeFolder, temporaryFolder } from '../../testing/folders.ts'
import { buildPage } from './page.ts'

test('a build that does not end is ended, and says so', async () => {
  const folder = temporaryFolder()
  await expect(buildPage(folder, 1)).rejects.toThrow(
    'The page could not be built.\nIt was ended after 0.001 seconds. Start again.',
  )
  removeFolder(folder)
})
