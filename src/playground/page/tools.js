// The panel behind the scenes: shown or not, and its tabs. What is in the tabs stands in calls.js, faults.js and clock.js.

export function createTools({ app, panel, show, hide }) {
  const tabs = [...panel.querySelectorAll('[role="tab"]')]

  function setOpen(open) {
    app.classList.toggle('without-tools', !open)
    panel.hidden = !open
    show.setAttribute('aria-expanded', String(open))
  }

  function choose(tab) {
    for (const one of tabs) {
      const chosen = one === tab
      one.setAttribute('aria-selected', String(chosen))
      one.tabIndex = chosen ? 0 : -1
      document.getElementById(one.getAttribute('aria-controls')).hidden = !chosen
    }
  }

  for (const [at, tab] of tabs.entries()) {
    tab.addEventListener('click', () => choose(tab))
    tab.addEventListener('keydown', (event) => {
      const steps = { ArrowRight: at + 1, ArrowLeft: at - 1 + tabs.length, Home: 0, End: tabs.length - 1 }
      if (!(event.key in steps)) return
      event.preventDefault()
      const next = tabs[steps[event.key] % tabs.length]
      choose(next)
      next.focus()
    })
  }
  show.addEventListener('click', () => {
    setOpen(panel.hidden)
    if (!panel.hidden) tabs.find((tab) => tab.tabIndex === 0)?.focus()
  })
  hide.addEventListener('click', () => {
    setOpen(false)
    show.focus()
  })
  panel.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !matchMedia('(max-width: 75rem)').matches) return
    setOpen(false)
    show.focus()
  })
  setOpen(!matchMedia('(max-width: 75rem)').matches)
}
