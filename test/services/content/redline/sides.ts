import type { Variable } from '#domain/documents/variables.ts'
import { withoutMarks } from '#services/content/paragraph-marks.ts'
import { type Redline, type RedlineSide, redline, redlineToHtml } from '#services/content/redline.ts'

/** Texts to compare, and what is asked of the result. */

export const side = (content: string, variables: Variable[] = [], title = 'Access control'): RedlineSide => ({
  title,
  content,
  variables,
})

export const compare = (before: string, after: string) => redline(side(before), side(after))

/** As it is shown, without the numbers of paragraphs. */
export const htmlOf = (compared: Redline): string => withoutMarks(redlineToHtml(compared))

/** How many changes there are, and the sentences about them. */
export const said = ({ changes, summary }: Redline) => [changes, ...summary]

export const POLICY = `<h2>Signing in</h2>
<p>Everyone signs in with a password of at least 12 characters.</p>
<p>A shared account is allowed only where a validated system offers no other way.</p>
<h2>Reviewing access</h2>
<p>Access is reviewed twice a year.</p>
<h2>Records</h2>
<p>Records are kept for ten years.</p>
<p>The owner of a system confirms in writing that each person listed still needs the access they have.</p>`
