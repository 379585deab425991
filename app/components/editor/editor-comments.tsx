import { Link } from '@remix-run/react'
import type { Editor } from '@tiptap/core'
import type { DraftComment } from '#app/lib/comments.ts'
import { countOf } from '#app/lib/format.ts'
import { asWords } from '#domain/comments/anchor.ts'
import { paths } from '#domain/paths.ts'
import { Time } from '../ui/time.tsx'

/** What is open of what was said about the last submission; a click goes to the paragraph. */
export function EditorComments({
  org,
  identifier,
  editor,
  comments,
}: {
  org: string
  identifier: string
  editor: Editor | null
  comments: readonly DraftComment[]
}) {
  if (comments.length === 0) return null
  return (
    <section className="ed-comments" aria-labelledby="open-comments">
      <h2 id="open-comments">{countOf(comments.length, 'open comment')}</h2>
      <ol>
        {comments.map((comment) => (
          <li key={comment.id}>
            <p className="said-by">
              <b className="medium">{comment.by}</b>{' '}
              <span className="subtle">
                <Time at={comment.at} />
              </span>
            </p>
            {comment.quote ? (
              <blockquote className="said-quote" dir="auto">
                {comment.quote}
              </blockquote>
            ) : null}
            {comment.suggests ? <p className="subtle">Suggests another wording</p> : null}
            <p className="said-body" dir="auto">
              {comment.body}
            </p>
            <Where editor={editor} comment={comment} />
          </li>
        ))}
      </ol>
      <p className="help">
        <Link to={paths.documentComments(org, identifier)}>Answer, take or resolve them</Link>
      </p>
    </section>
  )
}

/** The paragraph that a comment is about, or what it said before it was removed. */
function Where({ editor, comment: { text, was, block } }: { editor: Editor | null; comment: DraftComment }) {
  return (
    <>
      {text === null ? <p className="subtle fs12">Its paragraph was removed: “{was}”</p> : null}
      {editor ? (
        <button type="button" className="ed-goto" onClick={() => goTo(editor, text, block)}>
          {text === null ? (
            'Go to where it stood'
          ) : (
            <span className="truncate">{text || 'A paragraph without words'}</span>
          )}
        </button>
      ) : null}
    </>
  )
}

/** Goes to the paragraph that says this; when it was written anew meanwhile, to the one of its number. */
function goTo(editor: Editor, text: string | null, block: number | null): void {
  const places: { at: number; words: string }[] = []
  editor.state.doc.descendants((node, at) => {
    if (!node.isTextblock) return true
    places.push({ at, words: asWords(node.textContent) })
    return false
  })
  const wanted = (text ?? '').replace(/…$/, '')
  const found = places.find(({ words }) => wanted !== '' && words.startsWith(wanted)) ?? places[block ?? 0] ?? places[0]
  if (!found) return
  editor
    .chain()
    .setTextSelection(found.at + 1)
    .focus()
    .scrollIntoView()
    .run()
}
