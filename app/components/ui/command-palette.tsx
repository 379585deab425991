import { useNavigate } from '@remix-run/react'
import { FileText, type LucideIcon, Search } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import type { Command } from '#app/lib/commands/command.ts'
import { matchCommands } from '#app/lib/commands/index.ts'
import { countOf } from '#app/lib/format.ts'
import { ACTION_ICONS } from '../documents/action-icons.ts'
import { Option } from './option.tsx'
import { type FoundForPalette, useFoundDocuments } from './use-found-documents.ts'

/** One line of the palette. */
interface Choice {
  id: string
  group: 'Actions' | 'Pages' | 'Documents'
  to: string
  /** A file is no page: it has to leave the router. */
  isFile?: boolean
  /** It answers earlier words, so the keyboard does not take it by mistake. */
  isOld?: boolean
  icon: LucideIcon
  words: ReactNode
  keys?: string
}

const GROUPS = ['Actions', 'Pages', 'Documents'] as const

/** `⌘K`: commands and pages first, then documents by identifier or words. Shortcuts and help read the same commands. */
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
  const found = useFoundDocuments(searchAt, words)
  const navigate = useNavigate()

  useEffect(() => {
    const element = dialog.current
    if (open && element && !element.open) element.showModal()
    if (!open && element?.open) element.close()
  }, [open])

  const choices = useMemo(() => choicesOf(matchCommands(commands, words), found), [commands, words, found])
  const current = choices[Math.min(active, choices.length - 1)]

  const go = (choice: Choice | null) => {
    setWords('')
    setActive(0)
    onClose()
    if (choice?.isFile) window.location.assign(choice.to)
    else if (choice) navigate(choice.to)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const next = movedTo(event.key, active, choices.length)
    if (next !== null) {
      event.preventDefault()
      setActive(next)
    }
    if (event.key === 'Enter') {
      event.preventDefault()
      if (current && !current.isOld) go(current)
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
          aria-autocomplete="list"
          aria-activedescendant={current?.id}
          aria-label="Search or type a command"
          placeholder="Documents, pages, “submit POL-…”"
          autoComplete="off"
          dir="auto"
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
        <Outcome words={words} found={found} choices={choices} />
      </p>
      <div className="palette-list" id="palette-list" role="listbox" aria-label="Results" hidden={choices.length === 0}>
        {GROUPS.map((group) => (
          <Group key={group} name={group} choices={choices} current={current} onChoose={go} />
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

/** What a key does to the place in the list; null where it does nothing to it. */
function movedTo(key: string, from: number, length: number): number | null {
  if (length === 0) return null
  if (key === 'ArrowDown') return (from + 1) % length
  if (key === 'ArrowUp') return (from - 1 + length) % length
  return null
}

/** Commands about documents stand before all others: whoever types a document with its verb means just that. */
function choicesOf(commands: readonly Command[], { documents, commands: about, searching }: FoundForPalette): Choice[] {
  const own = commands.map(
    ({ id, label, group, icon, to, keys }): Choice => ({ id: `c-${id}`, group, to, icon, keys, words: label }),
  )
  const actions = about.map(
    ({ action, label, identifier, title, to }): Choice => ({
      id: `a-${identifier}`,
      group: 'Actions',
      to,
      isFile: action === 'download',
      isOld: searching,
      icon: ACTION_ICONS[action],
      words: (
        <>
          {label} <Named identifier={identifier} title={title} />
        </>
      ),
    }),
  )
  const hits = documents.map(
    ({ identifier, title, to }): Choice => ({
      id: `d-${identifier}`,
      group: 'Documents',
      to,
      isOld: searching,
      icon: FileText,
      words: <Named identifier={identifier} title={title} />,
    }),
  )
  return [...actions, ...own, ...hits]
}

const Named = ({ identifier, title }: { identifier: string; title: string }) => (
  <>
    <span className="id">{identifier}</span> <bdi>{title}</bdi>
  </>
)

/** The lines under one heading. The heading is the name of the group, which a screen reader says by itself. */
function Group({
  name,
  choices,
  current,
  onChoose,
}: {
  name: Choice['group']
  choices: readonly Choice[]
  current: Choice | undefined
  onChoose: (choice: Choice) => void
}) {
  const own = choices.filter(({ group }) => group === name)
  if (own.length === 0) return null
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of options; a fieldset is one of fields
    <div role="group" aria-label={name}>
      <p className="palette-group" aria-hidden="true">
        {name}
      </p>
      {own.map((choice) => (
        <Option key={choice.id} id={choice.id} active={choice === current} onChoose={() => onChoose(choice)}>
          <choice.icon className="i" />
          <span className="grow truncate">{choice.words}</span>
          {choice.keys ? (
            <span className="kbds">
              {choice.keys.split(' ').map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </span>
          ) : null}
        </Option>
      ))}
    </div>
  )
}

/** What the search came to. That there are hits is seen, so it is said only to those who do not see them. */
function Outcome({ words, found, choices }: { words: string; found: FoundForPalette; choices: readonly Choice[] }) {
  if (found.failed) return 'The search does not answer now. Pages and actions are here.'
  if (words.trim() === '' || found.searching) return null
  if (choices.length === 0) return `Nothing matches “${words}”.`
  const count = (...groups: Choice['group'][]) => choices.filter(({ group }) => groups.includes(group)).length
  const said = [[count('Actions', 'Pages'), 'command'] as const, [count('Documents'), 'document'] as const].flatMap(
    ([n, word]) => (n > 0 ? [countOf(n, word)] : []),
  )
  return <span className="sr">{said.join(', ')}</span>
}
