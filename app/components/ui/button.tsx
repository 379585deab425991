import { useNavigation } from '@remix-run/react'
import { LoaderCircle, type LucideIcon } from 'lucide-react'
import type { ComponentPropsWithoutRef, ElementType, ReactNode } from 'react'
import { useDelayed } from './use-delayed.ts'

export type ButtonKind = 'secondary' | 'primary' | 'danger' | 'danger-solid' | 'ghost'
export type ButtonSize = 'small' | 'medium' | 'large'

interface Look {
  kind?: ButtonKind
  size?: ButtonSize
  icon?: LucideIcon
  block?: boolean
  className?: string
}

const SIZES = { small: 'btn-sm', medium: '', large: 'btn-lg' } as const satisfies Record<ButtonSize, string>

export const buttonClass = ({ kind = 'secondary', size = 'medium', block, className }: Look = {}) =>
  ['btn', kind === 'secondary' ? '' : `btn-${kind}`, SIZES[size], block ? 'btn-block' : '', className ?? '']
    .filter(Boolean)
    .join(' ')

type ButtonProps<T extends ElementType> = Look & { as?: T; children: ReactNode } & Omit<
    ComponentPropsWithoutRef<T>,
    keyof Look | 'as' | 'children'
  >

/** A button, or a link that looks like one (`as={Link}`). One primary in a view; a verb; … when more is asked first. */
export function Button<T extends ElementType = 'button'>(props: ButtonProps<T>) {
  const { as, kind, size, icon: Icon, block, className, children, ...rest } = props
  const Element: ElementType = as ?? 'button'
  return (
    <Element
      {...(Element === 'button' ? { type: 'button' } : {})}
      {...rest}
      className={buttonClass({ kind, size, block, className })}
    >
      {Icon ? <Icon className="i" /> : null}
      {children}
    </Element>
  )
}

type IconButtonProps<T extends ElementType> = Omit<Look, 'icon' | 'block'> & {
  as?: T
  icon: LucideIcon
  /** Its name, for readers who cannot see the icon, and as tooltip for those who can. */
  label: string
} & Omit<ComponentPropsWithoutRef<T>, keyof Look | 'as' | 'children' | 'label'>

export function IconButton<T extends ElementType = 'button'>(props: IconButtonProps<T>) {
  const { as, icon: Icon, label, kind, size, className, ...rest } = props
  const Element: ElementType = as ?? 'button'
  return (
    <Element
      {...(Element === 'button' ? { type: 'button' } : {})}
      {...rest}
      aria-label={label}
      title={label}
      className={`${buttonClass({ kind, size, className })} btn-icon`}
    >
      <Icon className="i" />
    </Element>
  )
}

/**
 * The button that sends a form. It cannot be sent twice: not before the answer is there, and not while the page that it
 * leads to is still being read. It says so only after 400 ms, because most answers are faster and a flash of a spinner
 * reads as trouble.
 */
export function StatusButton({
  working,
  pending,
  icon,
  children,
  ...rest
}: Look & { working: string; pending?: boolean; children: ReactNode } & ComponentPropsWithoutRef<'button'>) {
  const navigation = useNavigation()
  const sent = pending ?? (navigation.formData !== undefined && navigation.formMethod !== 'GET')
  // Of several buttons on a page only the one that was pressed says that it works.
  const own = rest.name === undefined || navigation.formData?.get(rest.name) === String(rest.value)
  const slow = useDelayed(sent && own, 400)
  const look = { kind: rest.kind ?? 'primary', size: rest.size, block: rest.block, className: rest.className }
  const { kind: _kind, size: _size, block: _block, className: _className, ...attributes } = rest
  const Icon = icon
  return (
    <button
      type="submit"
      {...attributes}
      className={buttonClass(look)}
      aria-busy={sent || undefined}
      onClick={(event) => (sent ? event.preventDefault() : attributes.onClick?.(event))}
    >
      {slow ? <LoaderCircle className="i spin" /> : Icon ? <Icon className="i" /> : null}
      {slow ? working : children}
    </button>
  )
}
