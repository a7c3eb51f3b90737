// The menu at the top of a chat: opened, closed by choosing, by Escape, and by going elsewhere.

/** @returns a function that makes a button of the menu do something. */
export function createMore(root) {
  const more = root.querySelector('.more')
  const summary = more.querySelector('summary')

  more.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !more.open) return
    event.stopPropagation()
    more.open = false
    summary.focus()
  })
  more.addEventListener('focusout', (event) => {
    if (event.relatedTarget && !more.contains(event.relatedTarget)) more.open = false
  })
  document.addEventListener('pointerdown', (event) => {
    if (!more.contains(event.target)) more.open = false
  })

  return (choice, action) => {
    choice.addEventListener('click', () => {
      more.open = false
      summary.focus()
      action()
    })
    return choice
  }
}
