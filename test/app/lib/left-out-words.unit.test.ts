import { expect, test } from 'vitest'
import { leftOutWords } from '#app/components/editor/left-out-words.ts'
import { nothingLeftOut } from '#services/content/paste/left-out.ts'

test.each([
  [{}, null],
  [{ images: 1 }, '1 image was left out.'],
  [{ images: 2 }, '2 images were left out.'],
  [{ contents: 1 }, 'The table of contents was left out.'],
  [{ images: 1, comments: 3, contents: 1 }, '1 image, 3 comments, and the table of contents were left out.'],
  [{ links: 1 }, '1 link is plain text now: it leads nowhere from here.'],
  [
    { embedded: 1, links: 2, letters: 1 },
    '1 video or embedded page was left out. 2 links are plain text now: they lead nowhere from here. 1 list with letters has numbers now.',
  ],
] as const)('what %o left out is named in words', (counts, words) => {
  expect(leftOutWords({ ...nothingLeftOut(), ...counts })).toBe(words)
})
