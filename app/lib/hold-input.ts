/** What people do that makes React hydrate a page at once, in order to answer it. */
const INPUT = [
  ...['keydown', 'keypress', 'keyup', 'input', 'textInput', 'change', 'submit', 'reset'],
  ...['pointerdown', 'pointerup', 'pointercancel', 'mousedown', 'mouseup', 'click', 'auxclick', 'dblclick'],
  ...['touchstart', 'touchend', 'touchcancel', 'contextmenu', 'dragstart', 'dragend', 'drop', 'copy', 'cut', 'paste'],
  ...['compositionstart', 'compositionend'],
]

const hold = (event: Event) => event.stopPropagation()

/**
 * Keeps input from React, and from React alone, until the returned function is called: the browser still does with it
 * what it does without scripts, so that a link leads somewhere and a form is sent.
 *
 * The first rendering of a page waits for its data, which the page itself brings and which takes a moment to read. Should
 * a key make React render at once in that moment, React 18 finds nothing to wait with, gives the page up (“root did not
 * complete”) and never tries again: the page looks whole, and reacts to nothing until it is loaded anew.
 */
export function holdInput(): () => void {
  for (const type of INPUT) window.addEventListener(type, hold, true)
  return () => {
    for (const type of INPUT) window.removeEventListener(type, hold, true)
  }
}
