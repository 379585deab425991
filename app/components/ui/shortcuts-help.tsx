import type { Command } from '#app/lib/commands/command.ts'
import { LIST_KEYS } from '#app/lib/commands/index.ts'
import { useModKey } from '#app/lib/mod-key.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'

/** `?`: every key, from the same list that answers to them. */
export function ShortcutsHelp({
  open,
  onClose,
  commands,
}: {
  open: boolean
  onClose: () => void
  commands: readonly Command[]
}) {
  const modKey = useModKey()
  const rows = [...commands.flatMap(({ keys, label }) => (keys ? [{ keys, label }] : [])), ...LIST_KEYS]
  return (
    <Dialog open={open} onClose={onClose} title="Keyboard shortcuts" footer={<Button onClick={onClose}>Close</Button>}>
      <dl className="props keys">
        {rows.map(({ keys, label }) => (
          <div key={keys}>
            <dt className="kbds">
              {keys.split(' ').map((key) => (
                <kbd key={key}>{key === 'Mod' ? modKey : key}</kbd>
              ))}
            </dt>
            <dd>{label}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
