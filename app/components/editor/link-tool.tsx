import type { Editor } from '@tiptap/core'
import { Link as LinkIcon } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { readAddress } from '#domain/documents/href.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/field.tsx'

interface Asked {
  address: string
  /** The words to link, where none are chosen; null where there are some. */
  words: string | null
  isLink: boolean
  error?: string
  /** What "example.com" would link to, until that is agreed. */
  meant?: string
}

/** Links the chosen words, or new ones. What cannot be linked is said at the field. */
export function LinkTool({ editor }: { editor: Editor | null }) {
  const [asked, setAsked] = useState<Asked | null>(null)
  const open = () => {
    if (!editor) return
    const isLink = editor.isActive('link')
    const address = String(editor.getAttributes('link').href ?? '')
    setAsked({ address, isLink, words: isLink || !editor.state.selection.empty ? null : '' })
  }
  const close = () => {
    setAsked(null)
    editor?.commands.focus()
  }
  const link = (href: string) => {
    const chain = editor?.chain().focus().extendMarkRange('link')
    const words = asked?.words
    if (words === null) chain?.setLink({ href }).run()
    else
      chain
        ?.insertContent({ type: 'text', text: words?.trim() || href, marks: [{ type: 'link', attrs: { href } }] })
        .run()
    close()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!asked) return
    const read = readAddress(asked.address)
    if ('href' in read) return link(read.href)
    setAsked({
      ...asked,
      error: 'refused' in read ? read.refused : undefined,
      meant: 'ask' in read ? read.ask : undefined,
    })
  }
  return (
    <>
      <button type="button" className="tbtn" aria-label="Link" title="Link" disabled={!editor} onClick={open}>
        <LinkIcon className="i" />
      </button>
      <Dialog
        open={asked !== null}
        onClose={close}
        title={asked?.isLink ? 'Change the link' : 'Link'}
        footer={
          <>
            <Button onClick={close}>Cancel</Button>
            {asked?.isLink ? (
              <Button
                kind="danger"
                onClick={() => {
                  editor?.chain().extendMarkRange('link').unsetLink().run()
                  close()
                }}
              >
                Remove the link
              </Button>
            ) : null}
            {asked?.meant ? (
              <Button kind="primary" onClick={() => link(asked.meant ?? '')}>
                Link to {asked.meant}
              </Button>
            ) : (
              <Button kind="primary" type="submit" form="link-form">
                Set the link
              </Button>
            )}
          </>
        }
      >
        {asked ? (
          <form id="link-form" className="form" onSubmit={submit} noValidate>
            {asked.words === null ? null : (
              <TextField
                name="link-words"
                label="Words"
                hint="optional"
                value={asked.words}
                onChange={(event) => setAsked({ ...asked, words: event.currentTarget.value })}
              />
            )}
            <TextField
              name="link-address"
              label="Address"
              value={asked.address}
              error={asked.error}
              help={
                asked.meant
                  ? `“${asked.address.trim()}” has no https:// or mailto: in front. Is it meant as ${asked.meant}?`
                  : 'Begins with https://, http:// or mailto:, or with # for a section of this document.'
              }
              autoFocus
              onChange={(event) =>
                setAsked({ ...asked, address: event.currentTarget.value, error: undefined, meant: undefined })
              }
            />
          </form>
        ) : null}
      </Dialog>
    </>
  )
}
