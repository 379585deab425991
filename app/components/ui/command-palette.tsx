import { useNavigate } from '@remix-run/react'
import { FileText, Search } from 'lucide-react'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import type { Command } from '#app/lib/commands/command.ts'
import { matchCommands } from '#app/lib/commands/index.ts'
import { Option, type OptionProps } from './option.tsx'
import { useFoundDocuments } from './use-found-documents.ts'

/** `⌘K`: documents by identifier or words, pages and actions. The list of commands is the one shortcuts and help read too. */
export function CommandPalette({
  open,
  onClose,
  commands,
  searchAt,
}: {
  open: boolean
  onClose: () => void
  commands: readonly Command[]
  searchAt: string
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [words, setWords] = useState('')
  const [active, setActive] = useState(0)
  const { documents, failed } = useFoundDocuments(searchAt, words)
  const navigate = useNavigate()

  useEffect(() => {
    const element = dialog.current
    if (open && element && !element.open) element.showModal()
    if (!open && element?.open) element.close()
  }, [open])

  const shown = useMemo(() => matchCommands(commands, words), [commands, words])
  const choices = [
    ...documents.map((hit) => ({ id: `d-${hit.identifier}`, to: hit.to })),
    ...shown.map((command) => ({ id: `c-${command.id}`, to: command.to })),
  ]

  const go = (to: string | null) => {
    setWords('')
    onClose()
    if (to !== null) navigate(to)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      setActive((at) => (at + step + choices.length) % Math.max(choices.length, 1))
    }
    const choice = choices[active]
    if (event.key === 'Enter' && choice) {
      event.preventDefault()
      go(choice.to)
    }
  }

  return (
    <dialog className="palette" ref={dialog} aria-label="Search or type a command" onClose={() => go(null)}>
      <div className="palette-in">
        <Search className="i" />
        <input
          role="combobox"
          aria-expanded={choices.length > 0}
          aria-controls="palette-list"
          aria-activedescendant={choices[active]?.id}
          aria-label="Search or type a command"
          placeholder="Documents, pages, actions"
          value={words}
          onChange={(event) => {
            setWords(event.target.value)
            setActive(0)
          }}
          onKeyDown={onKeyDown}
        />
        <kbd>Esc</kbd>
      </div>
      <p className="palette-note" role="status">
        {failed ? 'The search does not answer now. Pages and actions are here.' : null}
        {choices.length === 0 && !failed ? `Nothing matches “${words}”.` : null}
      </p>
      <div className="palette-list" id="palette-list" role="listbox" aria-label="Results" hidden={choices.length === 0}>
        {documents.length > 0 ? <p className="palette-group">Documents</p> : null}
        {documents.map((hit, place) => (
          <Option key={hit.identifier} id={`d-${hit.identifier}`} active={place === active} onChoose={() => go(hit.to)}>
            <FileText className="i" />
            <span className="grow truncate">
              <span className="id">{hit.identifier}</span> {hit.title}
            </span>
          </Option>
        ))}
        {shown.map((command, place) => (
          <CommandOption
            key={command.id}
            command={command}
            first={shown[place - 1]?.group !== command.group}
            active={documents.length + place === active}
            onChoose={() => go(command.to)}
          />
        ))}
      </div>
      <p className="palette-foot">
        <span>
          <kbd>↑</kbd>
          <kbd>↓</kbd>move
        </span>
        <span>
          <kbd>Enter</kbd>open
        </span>
        <span>
          <kbd>?</kbd>all shortcuts
        </span>
      </p>
    </dialog>
  )
}

function CommandOption({
  command,
  first,
  ...option
}: { command: Command; first: boolean } & Omit<OptionProps, 'id' | 'children'>) {
  const Icon = command.icon
  return (
    <>
      {first ? <p className="palette-group">{command.group}</p> : null}
      <Option id={`c-${command.id}`} {...option}>
        <Icon className="i" />
        <span className="grow">{command.label}</span>
        {command.keys ? (
          <span className="kbds">
            {command.keys.split(' ').map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
          </span>
        ) : null}
      </Option>
    </>
  )
}
