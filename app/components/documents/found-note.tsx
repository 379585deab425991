import { Link } from '@remix-run/react'
import { useEffect } from 'react'
import { countOf } from '#app/lib/format.ts'
import { Button } from '../ui/button.tsx'
import { Note } from '../ui/note.tsx'

export interface Found {
  words: string
  marks: number
  /** The page without marks. */
  without: string
}

/** Says that the text is marked, for those who do not see it, and leads to the passage and back out. */
export function FoundNote({ words, marks, without }: Found) {
  // A page that is opened by a script does not move the focus to the anchor, as one that is loaded does.
  // biome-ignore lint/correctness/useExhaustiveDependencies: other words are another passage
  useEffect(() => {
    if (window.location.hash === '#found') document.getElementById('found')?.focus({ preventScroll: true })
  }, [words])
  return (
    <div className="gap-t">
      <Note
        actions={
          <>
            {marks > 0 ? (
              <Button as="a" href="#found" size="small">
                Go to the passage
              </Button>
            ) : null}
            <Button as={Link} to={without} size="small" kind="ghost" replace preventScrollReset>
              Remove marks
            </Button>
          </>
        }
      >
        {marks > 0 ? `“${words}” is marked ${countOf(marks, 'time')} in this text.` : `“${words}” is not in this text.`}
      </Note>
    </div>
  )
}
