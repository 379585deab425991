import { Ellipsis, type LucideIcon } from 'lucide-react'
import { type ComponentPropsWithoutRef, type ElementType, type ReactNode, useEffect, useRef } from 'react'
import { placeOf } from '#app/lib/menu-place.ts'

/** Moves what a menu opens onto the screen, where it would hang over an edge. A sheet has its place from the style sheet. */
function place(details: HTMLDetailsElement): void {
  const [summary, pop] = [details.querySelector('summary'), details.querySelector<HTMLElement>(':scope > .menu-pop')]
  if (!summary || !pop) return
  pop.style.translate = ''
  if (!details.open || getComputedStyle(pop).position === 'fixed') return
  const { clientWidth: width, clientHeight: height } = document.documentElement
  const { x, y } = placeOf(pop.getBoundingClientRect(), summary.getBoundingClientRect(), { width, height })
  pop.style.translate = `${x}px ${y}px`
}

/** Closes an open `<details>` on Escape, on a click elsewhere and after a choice. Without scripts it still opens and closes. */
export function useDismiss() {
  const details = useRef<HTMLDetailsElement>(null)
  useEffect(() => {
    const close = (focus: boolean) => {
      const element = details.current
      if (!element?.open) return
      element.open = false
      if (focus) element.querySelector('summary')?.focus()
    }
    const onPointer = ({ target }: Event) => {
      const inside = target instanceof Node && details.current?.contains(target)
      if (!inside) close(false)
    }
    const onChoice = ({ target }: Event) => {
      const chosen = target instanceof Element && target.closest('.menu-item, .rail-item')
      if (chosen && details.current?.contains(target as Node)) close(false)
    }
    const onKey = ({ key }: KeyboardEvent) => key === 'Escape' && close(true)
    const own = details.current
    const onToggle = () => own && place(own)
    own?.addEventListener('toggle', onToggle)
    document.addEventListener('pointerdown', onPointer)
    document.addEventListener('click', onChoice)
    document.addEventListener('keydown', onKey)
    return () => {
      own?.removeEventListener('toggle', onToggle)
      document.removeEventListener('pointerdown', onPointer)
      document.removeEventListener('click', onChoice)
      document.removeEventListener('keydown', onKey)
    }
  }, [])
  return details
}

/** The rest of what can be done here. A `<details>`, so it opens without scripts. */
export function Menu({
  label = 'More actions',
  trigger,
  className = 'btn btn-icon',
  align = 'end',
  children,
}: {
  label?: string
  trigger?: ReactNode
  className?: string
  align?: 'start' | 'end'
  children: ReactNode
}) {
  const details = useDismiss()
  return (
    <details className="menu" ref={details}>
      <summary className={className} aria-label={trigger ? undefined : label} title={trigger ? undefined : label}>
        {trigger ?? <Ellipsis className="i" />}
      </summary>
      <div className={align === 'start' ? 'menu-pop menu-pop-start' : 'menu-pop'}>{children}</div>
    </details>
  )
}

type ItemProps<T extends ElementType> = {
  as?: T
  icon?: LucideIcon
  danger?: boolean
  detail?: string
  children: ReactNode
} & Omit<ComponentPropsWithoutRef<T>, 'as' | 'children'>

export function MenuItem<T extends ElementType = 'button'>(props: ItemProps<T>) {
  const { as, icon: Icon, danger, detail, children, ...rest } = props
  const Element: ElementType = as ?? 'button'
  return (
    <Element
      {...(Element === 'button' ? { type: 'button' } : {})}
      {...rest}
      className={danger ? 'menu-item is-danger' : 'menu-item'}
    >
      {Icon ? <Icon className="i" /> : null}
      <span className="grow">
        {children}
        {detail ? <small>{detail}</small> : null}
      </span>
    </Element>
  )
}

export const MenuSeparator = () => <div className="menu-sep" />
