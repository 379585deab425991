import { type ReactNode, useEffect, useRef } from 'react'

export interface OptionProps {
  id: string
  /** Where the arrow keys are; the focus stays in the field above. */
  active: boolean
  /** Shown, but not to be had. */
  disabled?: boolean
  onChoose: () => void
  children: ReactNode
}

/** One line of a list that a field above it leads through. */
export function Option({ id, active, disabled = false, onChoose, children }: OptionProps) {
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (active) button.current?.scrollIntoView({ block: 'nearest' })
  }, [active])
  return (
    <button
      ref={button}
      id={id}
      type="button"
      role="option"
      aria-selected={active}
      aria-disabled={disabled || undefined}
      tabIndex={-1}
      className={active ? 'menu-item is-active' : 'menu-item'}
      // The focus stays in the field, to type on.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => (disabled ? undefined : onChoose())}
    >
      {children}
    </button>
  )
}
