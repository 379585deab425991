import { Link } from '@remix-run/react'
import type { Editor } from '@tiptap/core'
import { ArrowLeft } from 'lucide-react'
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react'
import type { DraftComment } from '#app/lib/comments.ts'
import { countOf } from '#app/lib/format.ts'
import { useNonce } from '#app/lib/nonce.ts'
import type { Rejection } from '#app/lib/rejection.ts'
import type { ImportWarning } from '#domain/documents/import-warnings.ts'
import type { Variable } from '#domain/documents/variables.ts'
import { paths } from '#domain/paths.ts'
import type { LeftOut } from '#services/content/paste/left-out.ts'
import type { OutlineItem } from '../documents/content.tsx'
import { Button, buttonClass, IconButton } from '../ui/button.tsx'
import { StatusChip } from '../ui/status.tsx'
import { ThemeToggle } from '../ui/theme-toggle.tsx'
import { ConflictNote } from './conflict-note.tsx'
import { EditorComments } from './editor-comments.tsx'
import { EditorOutline } from './editor-outline.tsx'
import type { ImageUploads } from './image-uploads.ts'
import { ImportNote } from './import-note.tsx'
import { MarkdownForm } from './markdown-form.tsx'
import { PasteNote } from './paste-note.tsx'
import { RefusedImage } from './refused-image.tsx'
import { RejectionNote } from './rejection-note.tsx'
import { SaveLabel } from './save-label.tsx'
import { SaveVersion } from './save-version.tsx'
import { Toolbar } from './toolbar.tsx'
import { useAutosave } from './use-autosave.ts'
import { VariablesPanel } from './variables-panel.tsx'

const RichText = lazy(() => import('./rich-text.tsx'))

export interface EditorPageProps {
  org: string
  identifier: string
  title: string
  html: string
  /** The same with its numbers, and its blanks filled in, for the moment before the editor is there. */
  still: string
  markdown: string
  variables: Variable[]
  outline: readonly OutlineItem[]
  revision: number
  /** No version of it yet. */
  first: boolean
  rejection: Rejection | null
  /** What is open of what was said about the text that was submitted last. */
  comments: readonly DraftComment[]
  /** What the text that was imported last has and the document does not. */
  warnings: readonly ImportWarning[]
  /** Without scripts: why what was typed is not saved. */
  conflict: { changedBy: string; changedAt: string } | null
  refusal: string | null
  typed: string | null
}

/** Writing: outline, text, variables. Saved by itself; without scripts a Markdown field that is saved by a button. */
export function EditorPage(props: EditorPageProps) {
  const { org, identifier, title, html } = props
  const [editor, setEditor] = useState<Editor | null>(null)
  const [variables, setVariables] = useState(props.variables)
  const [counts, setCounts] = useState(() => countsOf(html.replace(/<[^>]+>/g, ' ')))
  const [leftOut, setLeftOut] = useState<LeftOut | null>(null)
  const [scripts, setScripts] = useState(false)
  const nonce = useNonce()
  useEffect(() => setScripts(true), [])
  const { state, change, letGo, flush } = useAutosave(paths.documentDraft(org, identifier), props.revision)

  const [refused, setRefused] = useState<string | null>(null)
  const [uploads] = useState<ImageUploads>(() => ({
    address: paths.documentAttachments(org, identifier),
    onRefusal: setRefused,
  }))
  const latest = useRef(variables)
  const onChange = useCallback(
    (now: Editor) => {
      setCounts(countsOf(now.getText({ blockSeparator: ' ' })))
      change({ html: now.getHTML(), variables: latest.current })
    },
    [change],
  )
  const onVariables = (next: Variable[]) => {
    latest.current = next
    setVariables(next)
    change({ html: editor?.getHTML() ?? html, variables: next })
  }

  return (
    <>
      <a className="skip" href="#text">
        Skip to the text
      </a>
      <header className="ed-top">
        <IconButton
          as={Link}
          to={paths.document(org, identifier)}
          icon={ArrowLeft}
          label="Back to the document"
          kind="ghost"
          size="small"
        />
        <span className="id">{identifier}</span>
        <span className="t truncate">{title}</span>
        <StatusChip state="draft" />
        <div className="right">
          {scripts ? <SaveLabel state={state} /> : null}
          <ThemeToggle />
          <Link className={`${buttonClass({ size: 'small' })} btn-hide`} to={paths.document(org, identifier)}>
            Preview
          </Link>
          <Button
            as={Link}
            to={paths.documentCommand(org, identifier, 'submit')}
            className="needs-scripts"
            size="small"
            kind="primary"
          >
            Submit…
          </Button>
        </div>
      </header>
      <main>
        <ConflictNote
          {...{ state, org, identifier }}
          text={() => ({ html: editor?.getHTML() ?? html, variables: latest.current })}
          onLeave={letGo}
        />
        <div className="ed-note">
          <ImportNote {...{ org, identifier }} warnings={props.warnings} />
        </div>
        <div className="needs-scripts ed-bars">
          <Toolbar key={editor ? 'ready' : 'waiting'} editor={editor} variables={variables} uploads={uploads}>
            <SaveVersion {...{ org, identifier }} first={props.first} isReady={editor !== null} save={flush} />
          </Toolbar>
        </div>
        <RefusedImage sentence={refused} onClose={() => setRefused(null)} />
        <div className="ed">
          <EditorOutline editor={editor} read={props.outline} />
          <div className="paper">
            <h1>{title}</h1>
            <div className="needs-scripts" id="text" tabIndex={-1}>
              {scripts ? (
                <Suspense fallback={<Still html={props.still} />}>
                  <RichText
                    html={html}
                    variables={variables}
                    label={`Text of ${title}`}
                    nonce={nonce}
                    uploads={uploads}
                    onReady={setEditor}
                    onChange={onChange}
                    onPaste={setLeftOut}
                  />
                </Suspense>
              ) : (
                <Still html={props.still} />
              )}
              <p className="statusbar">
                <span>{countOf(counts.words, 'word')}</span>
                <span>{countOf(counts.characters, 'character')}</span>
                <span>about {countOf(Math.max(1, Math.round(counts.words / 220)), 'minute')} to read</span>
              </p>
            </div>
            <noscript>
              <MarkdownForm {...props} />
            </noscript>
          </div>
          <div className="ed-notes">
            {props.rejection ? <RejectionNote {...{ org, identifier }} rejection={props.rejection} /> : null}
            <EditorComments {...{ org, identifier, editor }} comments={props.comments} />
          </div>
          <VariablesPanel variables={variables} onChange={onVariables} />
        </div>
        <PasteNote leftOut={leftOut} onClose={() => setLeftOut(null)} />
      </main>
    </>
  )
}

const countsOf = (text: string) => {
  const words = text.split(/\s+/).filter(Boolean)
  return { words: words.length, characters: words.join(' ').length }
}

/** The text before the editor is there: the same look, so nothing jumps. */
const Still = ({ html }: { html: string }) => (
  // biome-ignore lint/security/noDangerouslySetInnerHtml: the draft as the server keeps it, sanitized on write
  <div className="prose content-edit ProseMirror" dangerouslySetInnerHTML={{ __html: html }} />
)
