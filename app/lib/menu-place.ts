/** Where a menu has to be moved to be on the screen. Pure. */

interface Box {
  left: number
  right: number
  top: number
  bottom: number
}

const EDGE = 8
/** Between a button and its menu. */
const GAP = 4

/**
 * How far to move what hangs over an edge.
 * @param menu where it stands by itself, below its button
 * @param button what opens it
 */
export function placeOf(
  menu: Box,
  button: Box,
  { width, height }: { width: number; height: number },
): { x: number; y: number } {
  // Its beginning counts more than its end: what is wider than the screen begins at the edge.
  const x = Math.max(EDGE - menu.left, Math.min(0, width - EDGE - menu.right))
  const size = menu.bottom - menu.top
  const above = button.top - GAP - size
  const y = menu.bottom > height - EDGE && above >= EDGE ? above - menu.top : 0
  return { x, y }
}
