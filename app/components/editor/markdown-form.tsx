import { Note } from '../ui/note.tsx'
import type { EditorPageProps } from './editor-page.tsx'

/** The draft as Markdown, for a browser without scripts. Typed text survives whatever keeps it from being saved. */
export function MarkdownForm({ markdown, typed, revision, conflict, refusal }: EditorPageProps) {
  return (
    <form method="post" className="stack">
      {conflict ? (
        <Note tone="warning">
          {conflict.changedBy} changed this draft in the meantime. Your text stands below and is not saved. Saving now
          replaces theirs.
        </Note>
      ) : null}
      {refusal ? <Note tone="danger">{refusal} Your text stands below.</Note> : null}
      <input type="hidden" name="revision" value={revision} />
      <label className="field">
        <span className="label">Text, in Markdown</span>
        <textarea className="textarea" name="markdown" rows={24} defaultValue={typed ?? markdown} />
      </label>
      <div className="form-foot">
        <button className="btn btn-primary" type="submit">
          Save draft
        </button>
      </div>
    </form>
  )
}
