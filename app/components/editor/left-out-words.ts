import { countOf } from '#app/lib/format.ts'
import type { LeftOut } from '#services/content/paste/left-out.ts'

const inWords = new Intl.ListFormat('en', { type: 'conjunction' })

/** What a paste could not keep, in words; null when all is there. */
export function leftOutWords(leftOut: LeftOut): string | null {
  const gone = [
    leftOut.images > 0 && countOf(leftOut.images, 'image'),
    leftOut.embedded > 0 && countOf(leftOut.embedded, 'video or embedded page', 'videos or embedded pages'),
    leftOut.formulas > 0 && countOf(leftOut.formulas, 'formula'),
    leftOut.comments > 0 && countOf(leftOut.comments, 'comment'),
    leftOut.deletions > 0 && countOf(leftOut.deletions, 'deleted passage'),
    leftOut.contents > 0 && 'the table of contents',
    leftOut.menus > 0 && countOf(leftOut.menus, 'menu'),
  ].filter((words) => words !== false)
  const isOne = gone.length === 1 && /^(1|the) /.test(gone[0] ?? '')
  const { links, letters } = leftOut
  const sentences = [
    gone.length > 0 && `${inWords.format(gone)} ${isOne ? 'was' : 'were'} left out.`.replace(/^the/, 'The'),
    links === 1 && '1 link is plain text now: it leads nowhere from here.',
    links > 1 && `${countOf(links, 'link')} are plain text now: they lead nowhere from here.`,
    letters > 0 && `${countOf(letters, 'list')} with letters ${letters === 1 ? 'has' : 'have'} numbers now.`,
  ]
  return sentences.filter(Boolean).join(' ') || null
}
