// Lists that the arrow keys move in: one row at a time is in the order of the Tab key.

/** Up, down, Home and End move among the rows of `root` that `selector` finds. */
export function moveWithArrows(root, selector) {
  root.addEventListener('keydown', (event) => {
    const rows = [...root.querySelectorAll(selector)]
    const at = rows.indexOf(document.activeElement)
    if (at < 0) return
    const steps = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }
    if (event.key === 'ArrowRight') document.activeElement.nextElementSibling?.focus()
    const next = rows[steps[event.key]]
    if (!next) return
    event.preventDefault()
    for (const row of rows) row.tabIndex = row === next ? 0 : -1
    next.focus()
  })
}

/** After drawing: the current row, or the first, is the one that Tab reaches; the row that had the focus has it again. */
export function settleRows(root, selector, focused) {
  const rows = [...root.querySelectorAll(selector)]
  const current = rows.find((row) => row.getAttribute('aria-current') === 'true') ?? rows[0]
  if (current) current.tabIndex = 0
  if (focused === undefined) return
  const again = root.querySelector(`[data-focus="${focused}"]`) ?? current
  again?.focus()
}

/** What has the focus in `root`, to be given to `settleRows`. */
export function focusedRow(root) {
  return root.contains(document.activeElement) ? document.activeElement.dataset.focus : undefined
}
